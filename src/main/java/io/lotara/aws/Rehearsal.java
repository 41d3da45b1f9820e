package io.lotara.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.core.annotation.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * A function plays through what it will do for clients, and nothing of it leaves the process: what the thread that rehearses asks of the
 * table and the queues is answered here. Items that were put are found again until the rehearsal ends; everything else succeeds and is
 * forgotten. Only for priming: conditions are not looked at, and whatever is asked by another thread is asked in earnest.
 */
public final class Rehearsal {
  private static final ScopedValue<Rehearsal> STAGE = ScopedValue.newInstance();
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NOTHING = "{}";

  private final Map<String, String> items = new HashMap<>();

  private Rehearsal() {}

  /** Plays a scene. What it throws is thrown. */
  public static void of(Runnable scene) {
    ScopedValue.where(STAGE, new Rehearsal()).run(scene);
  }

  /** Whether this thread plays, and what it asks of AWS reaches nobody. */
  public static boolean on() {
    return STAGE.isBound();
  }

  /** The one that this thread plays in, or null when it acts in earnest. */
  static @Nullable Rehearsal here() {
    return on() ? STAGE.get() : null;
  }

  /**
   * What the service would answer.
   *
   * @param operation as the header {@code X-Amz-Target} names it
   * @param request of the protocols AWS JSON 1.0 and 1.1
   */
  byte[] answer(String operation, InputStream request) throws IOException {
    String answer =
        switch (operation.substring(operation.indexOf('.') + 1)) {
          case "PutItem" -> put(field(request, "Item"));
          case "GetItem" -> get(field(request, "Key"));
          case "Query" -> "{\"Count\":0,\"Items\":[],\"ScannedCount\":0}";
          case "BatchGetItem" -> "{\"Responses\":{},\"UnprocessedKeys\":{}}";
          case "SendMessageBatch" -> sent(request);
          default -> NOTHING;
        };
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  private String put(String item) throws IOException {
    items.put(key(item), item);
    return NOTHING;
  }

  private String get(String key) throws IOException {
    String item = items.get(key(key));
    return item == null ? NOTHING : "{\"Item\":" + item + "}";
  }

  /** Of an item or a key, both parts of its key as one text. */
  private static String key(String item) throws IOException {
    String[] parts = new String[2];
    try (JsonParser json = JSON.createParser(item)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("pk") || name.equals("sk")) {
          json.nextToken();
          parts[name.equals("pk") ? 0 : 1] = json.nextTextValue();
          json.nextToken();
        } else {
          json.skipChildren();
        }
      }
    }
    return String.join("\n", parts);
  }

  /** One field of an object, as it stands there. */
  private static String field(InputStream object, String wanted) throws IOException {
    try (JsonParser json = JSON.createParser(object)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = json.currentName().equals(wanted);
        json.nextToken();
        if (found) {
          return copy(json);
        }
        json.skipChildren();
      }
    }
    throw new IOException("a request without " + wanted);
  }

  private static String copy(JsonParser json) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(copy)) {
      out.copyCurrentStructure(json);
    }
    return copy.toString(StandardCharsets.UTF_8);
  }

  /** The client wants to see the digest of each message that it sent. */
  private static String sent(InputStream request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (JsonParser json = JSON.createParser(field(request, "Entries"));
        JsonGenerator out = JSON.createGenerator(answer)) {
      out.writeStartObject();
      out.writeArrayFieldStart("Successful");
      String id = "";
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("Id")) {
          id = json.nextTextValue();
        } else if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("MessageBody")) {
          out.writeStartObject();
          out.writeStringField("Id", id);
          out.writeStringField("MessageId", id);
          out.writeStringField("MD5OfMessageBody", md5(json.nextTextValue()));
          out.writeEndObject();
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static String md5(String body) {
    return HexFormat.of().formatHex(Md5Utils.computeMD5Hash(body.getBytes(StandardCharsets.UTF_8)));
  }
}
