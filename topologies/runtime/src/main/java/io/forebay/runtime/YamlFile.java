package io.forebay.runtime;

import io.forebay.runtime.ConfigNode.Blank;
import io.forebay.runtime.ConfigNode.Scalar;
import io.forebay.runtime.ConfigNode.Section;
import io.forebay.runtime.ConfigNode.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads one YAML document into nodes that remember their lines.
 *
 * <p>The syntax tree is read, never objects: no tag can name a class, and scalars keep the characters that were written. Anchors and
 * aliases are refused, so that the tree is as small as its file; a file is at most 1 MiB and 20 levels deep.
 */
final class YamlFile {
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final int DEPTH_MAX = 20;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String name;

  private YamlFile(String name) {
    this.name = name;
  }

  static Section read(Path file) {
    return new YamlFile(file.toString()).parse(text(file));
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw problem("configuration file " + file + " is larger than " + new ByteSize(FILE_BYTES_MAX));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw problem("configuration file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw problem("configuration file " + file + " is not UTF-8 text");
    } catch (IOException e) {
      throw problem("configuration file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private Section parse(String text) {
    Node root;
    try {
      root = parser().compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw problem(at(e.getProblemMark() == null ? 0 : e.getProblemMark().getLine()) + " is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw problem(name + " is not YAML: " + e.getMessage());
    }
    if (root == null) {
      return Section.empty();
    }
    return switch (node(root)) {
      case Section section -> section;
      case Blank _ -> Section.empty();
      default -> throw problem(name + " must hold keys and values at its top level");
    };
  }

  private static Yaml parser() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(FILE_BYTES_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    options.setMaxAliasesForCollections(0);
    return new Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(), options);
  }

  private ConfigNode node(Node node) {
    if (node.getAnchor() != null) {
      throw problem(at(node) + " uses an anchor; write the value out where it is needed");
    }
    if (!node.getTag().startsWith(STANDARD_TAG)) {
      throw problem(at(node) + " uses the tag " + node.getTag() + "; tags have no meaning here");
    }
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Blank(at(node));
      case ScalarNode scalar -> new Scalar(scalar.getValue(), at(node));
      case SequenceNode sequence -> sequence(sequence);
      case MappingNode mapping -> section(mapping);
      default -> throw problem(at(node) + " is neither a value, a list nor a section");
    };
  }

  private Sequence sequence(SequenceNode sequence) {
    List<ConfigNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(node(item));
    }
    return new Sequence(items, at(sequence));
  }

  private Section section(MappingNode mapping) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(node(tuple.getKeyNode()) instanceof Scalar key)) {
        throw problem(at(tuple.getKeyNode()) + " has a key that is not plain text");
      }
      if (entries.put(key.text(), node(tuple.getValueNode())) != null) {
        throw problem(key.source() + " sets " + key.text() + " a second time");
      }
    }
    return new Section(entries, at(mapping));
  }

  private String at(Node node) {
    return at(node.getStartMark().getLine());
  }

  private String at(int lineFromZero) {
    return name + ", line " + (lineFromZero + 1);
  }

  private static ConfigException problem(String sentence) {
    return new ConfigException("", sentence);
  }
}
