package footfall.load.bench;

import footfall.load.scenario.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;

/** The heap of a node. */
public final class NodeHeap {
  /** Bytes in use after a full collection. */
  public static double afterCollection(NodeProcess node) throws IOException, InterruptedException {
    Process collection =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(node.pid()),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("jcmd could not make the node collect its garbage");
    }
    return node.metric("jvm_memory_used_bytes{area=\"heap\"}");
  }

  private NodeHeap() {}
}
