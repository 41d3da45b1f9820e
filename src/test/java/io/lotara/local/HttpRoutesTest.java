package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of examples in API Gateway's page on routes, and the edges around it. */
class HttpRoutesTest {
  private static Template.Route route(String method, String path) {
    return new Template.Route(method, Optional.ofNullable(path), "F");
  }

  private static final List<Template.Route> ROUTES =
      List.of(
          route("ANY", null),
          route("GET", "/pets/{proxy+}"),
          route("GET", "/pets/dog/{id}"),
          route("GET", "/pets/dog/1"),
          route("ANY", "/pets/dog/{id}"),
          route("GET", "/pets/{kind}/7"),
          route("ANY", "/any"),
          route("GET", "/a b/{x}"));

  @ParameterizedTest
  @CsvSource({
    "GET, /pets/dog/1, GET /pets/dog/1",
    "GET, /pets/dog/2, GET /pets/dog/{id}",
    "PUT, /pets/dog/2, ANY /pets/dog/{id}",
    "GET, /pets/dog/7, GET /pets/dog/{id}",
    "GET, /pets/cat/7, GET /pets/{kind}/7",
    "GET, /pets/cat/1, GET /pets/{proxy+}",
    "GET, /pets/dog/1/, GET /pets/{proxy+}",
    "GET, /pets/, $default",
    "GET, /pets, $default",
    "POST, /pets/cat, $default",
    "HEAD, /pets/cat, $default",
    "DELETE, /any, ANY /any",
    "GET, /any/, $default",
    "GET, /a%20b/c, GET /a b/{x}",
    "GET, /, $default"
  })
  void theMostSpecificRouteServes(String method, String path, String key) {
    assertEquals(key, new HttpRoutes(ROUTES).match(method, path).orElseThrow().route().key());
    assertEquals(key, new HttpRoutes(ROUTES.reversed()).match(method, path).orElseThrow().route().key());
  }

  @Test
  void variablesAreDecoded() {
    var routes = new HttpRoutes(ROUTES);
    assertEquals(Map.of("proxy", "a/b c/+"), routes.match("GET", "/pets/a/b%20c/+").orElseThrow().parameters());
    assertEquals(Map.of("id", "x/y"), routes.match("GET", "/pets/dog/x%2Fy").orElseThrow().parameters());
  }

  @Test
  void withoutADefaultNothingServesTheRest() {
    assertEquals(Optional.empty(), new HttpRoutes(ROUTES.subList(1, ROUTES.size())).match("GET", "/nowhere"));
  }
}
