package io.forebay.schemas;

import com.microsoft.kiota.ApiExceptionBuilder;
import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A schema registry without a server, for tests of topologies: ids are given in the order of registration, from 1.
 *
 * <p>Knows what the serdes ask for and refuses the rest. Checks no compatibility. Thread-safe.
 */
public final class InMemoryRegistry implements RegistryClientFacade {
  private final List<String> schemas = new ArrayList<>();

  @Override
  public synchronized String getSchemaByContentId(Long contentId) {
    if (contentId < 1 || contentId > schemas.size()) {
      throw new ApiExceptionBuilder().withMessage("no content with id " + contentId).withResponseStatusCode(404).build();
    }
    return schemas.get(contentId.intValue() - 1);
  }

  @Override
  public synchronized RegistryVersionCoordinates createSchema(
      String artifactType,
      String groupId,
      String artifactId,
      String version,
      String autoCreateBehavior,
      boolean canonical,
      String schema,
      Set<RegistryArtifactReference> references) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return coordinates(artifactId, schema);
  }

  @Override
  public synchronized List<RegistryVersionCoordinates> searchVersionsByContent(
      String schema, String artifactType, ArtifactReference reference, boolean canonical) {
    return schemas.contains(schema) ? List.of(coordinates(reference.getArtifactId(), schema)) : List.of();
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByContentId(long contentId) {
    return List.of();
  }

  @Override
  public String getSchemaByGlobalId(long globalId, boolean dereferenced) {
    throw refused("a schema by its global id");
  }

  @Override
  public String getSchemaByGAV(String groupId, String artifactId, String version) {
    throw refused("a schema by its coordinates");
  }

  @Override
  public String getSchemaByContentHash(String contentHash) {
    throw refused("a schema by its hash");
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByGlobalId(long globalId) {
    throw refused("references by a global id");
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByGAV(String groupId, String artifactId, String version) {
    throw refused("references by coordinates");
  }

  @Override
  public List<RegistryArtifactReference> getReferencesByContentHash(String contentHash) {
    throw refused("references by a hash");
  }

  @Override
  public RegistryVersionCoordinates getVersionCoordinatesByGAV(String groupId, String artifactId, String version) {
    throw refused("coordinates");
  }

  @Override
  public Object getClient() {
    throw refused("its HTTP client");
  }

  private RegistryVersionCoordinates coordinates(String artifactId, String schema) {
    long id = schemas.indexOf(schema) + 1L;
    return RegistryVersionCoordinates.create(id, id, "default", artifactId, "1");
  }

  private static IllegalStateException refused(String what) {
    return new IllegalStateException("the in-memory registry was asked for " + what + ", which no serde of Forebay needs");
  }
}
