package io.understudy.storage;

import io.understudy.platform.net.AddressRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where blobs are stored.
 *
 * @param endpoint the S3 service; null starts the embedded one on {@code directory}
 * @param region what requests are signed for; empty to ask the service, whose bucket has to be there then
 * @param bucket made when it is missing
 * @param accessKey of the S3 service; unused by the embedded one, which makes its own
 * @param secretKey of the S3 service; unused by the embedded one, which makes its own
 * @param directory where the embedded service keeps its objects
 * @param spoolDirectory where arriving bytes are hashed before they are stored
 * @param publicEndpoint the same S3 service as the internet reaches it; null when it does not
 * @param pathStyle whether requests name the bucket in the path, else in the host's name; null for what suits the host
 */
@ConfigurationProperties("understudy.storage")
public record StorageProperties(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("understudy") String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("./data/objects") Path directory,
        @DefaultValue("./data/spool") Path spoolDirectory,
        @Nullable URI publicEndpoint,
        @Nullable Boolean pathStyle) {
    private static final Pattern REGION =
            Pattern.compile("([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)?", Pattern.CASE_INSENSITIVE);

    public StorageProperties {
        if (endpoint != null && endpoint.toString().isBlank()) {
            endpoint = null;
        }
        if (publicEndpoint != null && publicEndpoint.toString().isBlank()) {
            publicEndpoint = null;
        }
        region = region.strip();
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("understudy.storage.region is set to \"" + region
                    + "\": a region has letters, digits, dashes and underscores, or is empty.");
        }
        requireServer("endpoint", endpoint);
        requireServer("public-endpoint", publicEndpoint);
        if (endpoint == null && publicEndpoint != null) {
            throw new IllegalArgumentException(
                    "understudy.storage.public-endpoint is set to " + publicEndpoint
                            + ", but understudy.storage.endpoint is not: the embedded object store is never reached from outside.");
        }
        if (region.isEmpty() && publicEndpoint != null) {
            throw new IllegalArgumentException("understudy.storage.region is empty: set it, because links to"
                    + " understudy.storage.public-endpoint are signed for the region.");
        }
        if (endpoint != null && (isBlank(accessKey) || isBlank(secretKey))) {
            throw new IllegalArgumentException("understudy.storage.endpoint is set to " + endpoint
                    + ", but access-key or secret-key is missing: set both, or no endpoint to keep objects in "
                    + directory + ".");
        }
    }

    private static void requireServer(String name, @Nullable URI address) {
        if (address != null && !AddressRule.CONFIGURED.allows(address)) {
            throw new IllegalArgumentException("understudy.storage." + name + " is set to " + address
                    + ", which is no http or https address of an object store.");
        }
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    /** Leaves the keys out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "StorageProperties[endpoint=%s, region=%s, bucket=%s, directory=%s, spoolDirectory=%s]"
                .formatted(endpoint, region, bucket, directory, spoolDirectory);
    }
}
