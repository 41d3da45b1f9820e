package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard of template.yaml is JSON that CloudWatch takes, and shows what an operator asks first. */
class DashboardTest {
  private static final Map<String, Object> RESOURCES = Values.map(TemplateYaml.read(Path.of("template.yaml")), "Resources", "");

  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

  private static JsonNode widgets() throws Exception {
    Object body = Values.map(Values.map(RESOURCES, "Dashboard", ""), "Properties", "Dashboard").get("DashboardBody");
    return new ObjectMapper().readTree(String.valueOf(((Map<?, ?>) body).get("Fn::Sub"))).path("widgets");
  }

  @Test
  void itShowsTheApiTheFunctionsTheQueuesAndTheTable() throws Exception {
    Set<String> shown = new HashSet<>();
    for (JsonNode widget : widgets()) {
      String metrics = widget.path("properties").path("metrics").toString();
      for (String namespace : List.of("AWS/ApiGateway", "AWS/Lambda", "AWS/SQS", "AWS/DynamoDB")) {
        if (metrics.contains(namespace)) {
          shown.add(namespace);
        }
      }
      assertTrue(widget.path("properties").path("title").asText().length() > 3, widget.toString());
      assertEquals("${AWS::Region}", widget.path("properties").path("region").asText());
    }
    assertEquals(Set.of("AWS/ApiGateway", "AWS/Lambda", "AWS/SQS", "AWS/DynamoDB"), shown);
  }

  @Test
  void whatItNamesIsInTheTemplateAndNothingOverlaps() throws Exception {
    Set<String> places = new HashSet<>();
    for (JsonNode widget : widgets()) {
      assertTrue(places.add(widget.path("x") + "," + widget.path("y")), widget.toString());
      NAME.matcher(widget.toString()).results().forEach(name -> assertTrue(RESOURCES.containsKey(name.group(1)), name.group(1)));
    }
  }
}
