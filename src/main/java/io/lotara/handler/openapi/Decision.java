package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A person's word on a plan.
 *
 * @param approved false cancels the job
 * @param notes what the person adds
 * @param planHash of the plan that was shown, from {@code approval.plan_hash}; another plan is refused
 */
public record Decision(String jobId, boolean approved, @Nullable @Schema(maxLength = 500) String notes, @Nullable String planHash) {}
