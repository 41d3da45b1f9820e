package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A place to eat: a restaurant, a market, a food street or a district known for a dish.
 *
 * @param ref the provider's own id, unique within the source
 * @param source name of the source
 * @param name exactly as the source gives it
 * @param city name of the town
 * @param cuisines names of cuisines as the source gives them
 * @param position or null when the source does not say
 * @param meals which meals one can take there
 * @param price of one meal for one person
 * @param rating 0 to 5, or null
 * @param diets vegetarian, vegan, halal, kosher, gluten_free, pescatarian: those it can serve
 * @param fetchedAt when the source said so
 * @param expiresAt until when the source stands by it, or null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Eatery(
    String ref,
    String source,
    String name,
    String city,
    List<String> cuisines,
    @Nullable Position position,
    Set<Meal> meals,
    Price price,
    @Nullable Double rating,
    Set<String> diets,
    Instant fetchedAt,
    @Nullable Instant expiresAt) {}
