package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotara.node.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The Next.js examples with the TypeScript client that is made from the served document: they compile, and do what they say against the
 * service that runs. Runs where Node and the packages are.
 */
@SharedService
class NextJsExamplesTest {
  private static final Path USE = Path.of("src/test/node/nextjs-use");

  @Test
  void theyCompileAndWork() throws Exception {
    NodeProject node = NodeProject.installed(Path.of("src/docs/nextjs"));
    Path directory = node.directory();
    Files.copy(USE.resolve("mistakes.ts"), directory.resolve("lib/mistakes.ts"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(USE.resolve("use.mjs"), directory.resolve("use.mjs"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(directory.resolve("openapi.json"), Described.description().document().toString());
    node.run("node", "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "lib/schema.d.ts");
    node.run("node", "node_modules/typescript/bin/tsc", "--noEmit", "false", "--outDir", "out");
    assertEquals("used", node.run("node", "use.mjs", Service.cloud().baseUrl().toString(), UUID.randomUUID().toString()).strip());
  }
}
