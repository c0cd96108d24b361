package io.forebay.cli;

import io.forebay.connect.worker.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a Connect worker finds plugins: those of this build, and more. */
final class PluginFolders {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder with more Connect plugins, a folder of jars each; may be repeated.")
  private List<Path> more = List.of();

  /** Settings of a worker with these plugins. */
  WorkerSettings settings(String bootstrapServers) {
    var folders = new ArrayList<>(WorkerSettings.builtPlugins());
    folders.addAll(more);
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new CommandFailedException("There is no folder " + folder + " with Connect plugins; mvn package makes those of this build.");
      }
    }
    return WorkerSettings.of(bootstrapServers).withPluginPath(folders);
  }
}
