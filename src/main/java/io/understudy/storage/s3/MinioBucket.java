package io.understudy.storage.s3;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.ObjectArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import io.minio.messages.Item;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bucket of any S3-compatible service through the MinIO SDK: all requests are made here. */
final class MinioBucket implements AutoCloseable {
    /** Larger files go in parts of this size: S3 allows 10 000 of them, and a server buffers one at a time. */
    private static final long PART_SIZE = 8L * 1024 * 1024;

    private static final Set<String> MISSING = Set.of("NoSuchKey", "NotFound");
    private static final String PAST_THE_END = "InvalidRange";

    private final MinioClient client;
    private final @Nullable MinioClient outside;
    private final Location location;
    private final Runnable unreachable;

    /**
     * Connects to the service and creates a missing bucket, so that a wrong setting shows at the start.
     *
     * @param region empty to ask the service for it, never with a public endpoint
     * @param publicEndpoint the same service as the internet reaches it; null when it does not
     * @param unreachable is called whenever the service does not answer
     */
    MinioBucket(S3Endpoint endpoint, String region, String bucket, @Nullable URI publicEndpoint, Runnable unreachable) {
        this.unreachable = unreachable;
        location = new Location(endpoint.place(), bucket, endpoint.embedded());
        client = client(endpoint, endpoint.uri(), region);
        outside = publicEndpoint == null ? null : client(endpoint, publicEndpoint, region);
        makeWhereMissing();
    }

    private static MinioClient client(S3Endpoint endpoint, URI address, String region) {
        MinioClient.Builder builder = MinioClient.builder()
                .endpoint(address.toString())
                .credentials(endpoint.accessKey(), endpoint.secretKey())
                .httpClient(S3Connections.to(address), true);
        if (!region.isEmpty()) {
            builder.region(region);
        }
        MinioClient client = builder.build();
        Boolean pathStyle = endpoint.pathStyle();
        if (pathStyle != null) {
            if (pathStyle) {
                client.disableVirtualStyleEndpoint();
            } else {
                client.enableVirtualStyleEndpoint();
            }
        }
        return client;
    }

    private void makeWhereMissing() {
        try {
            boolean exists = client.bucketExists(
                    BucketExistsArgs.builder().bucket(location.bucket()).build());
            if (!exists) {
                client.makeBucket(
                        MakeBucketArgs.builder().bucket(location.bucket()).build());
            }
        } catch (MinioException | IllegalStateException e) {
            // Another node may have created it between the query and the request.
            if (!"BucketAlreadyOwnedByYou".equals(codeOf(e))) {
                throw new StorageFailure(
                        "The object store at %s cannot be used with bucket \"%s\" (%s). %s"
                                .formatted(location.place(), location.bucket(), words(e), advice(e)),
                        e);
            }
        }
    }

    /** Whether a write is one request, which is the only kind that S3 takes conditions on. */
    static boolean isInOnePart(ObjectContent content) {
        return content.size() <= PART_SIZE;
    }

    /** @return false when a condition among the headers is not met */
    boolean put(String key, ObjectContent content, String mediaType, Map<String, String> headers) {
        try {
            switch (content) {
                case ObjectContent.OfFile file ->
                    client.uploadObject(object(UploadObjectArgs.builder(), key)
                            .filename(file.path().toString(), PART_SIZE)
                            .contentType(mediaType)
                            .extraHeaders(headers)
                            .build());
                case ObjectContent.OfBytes bytes ->
                    client.putObject(object(PutObjectArgs.builder(), key)
                            .data(bytes.bytes(), bytes.bytes().length)
                            .contentType(mediaType)
                            .extraHeaders(headers)
                            .build());
            }
            return true;
        } catch (MinioException | IllegalStateException e) {
            if ("PreconditionFailed".equals(codeOf(e))) {
                return false;
            }
            throw failure("write", key, e);
        }
    }

    /** Empty where there is no such object; the caller closes the stream. */
    Optional<InputStream> open(String key) {
        return open(object(GetObjectArgs.builder(), key).build());
    }

    /** Empty at the end of the object, too. */
    Optional<InputStream> open(String key, long offset, long length) {
        return open(object(GetObjectArgs.builder(), key)
                .offset(offset)
                .length(length)
                .build());
    }

    private Optional<InputStream> open(GetObjectArgs wanted) {
        try {
            return Optional.of(client.getObject(wanted));
        } catch (MinioException | IllegalStateException e) {
            if (MISSING.contains(codeOf(e)) || PAST_THE_END.equals(codeOf(e))) {
                return Optional.empty();
            }
            throw failure("read", wanted.object(), e);
        }
    }

    Optional<StatObjectResponse> find(String key) {
        try {
            return Optional.of(
                    client.statObject(object(StatObjectArgs.builder(), key).build()));
        } catch (MinioException | IllegalStateException e) {
            if (MISSING.contains(codeOf(e))) {
                return Optional.empty();
            }
            throw failure("look for", key, e);
        }
    }

    void remove(String key) {
        try {
            client.removeObject(object(RemoveObjectArgs.builder(), key).build());
        } catch (MinioException | IllegalStateException e) {
            throw failure("remove", key, e);
        }
    }

    /** Page by page. */
    void forEach(String prefix, Consumer<Item> visitor) {
        Iterator<Result<Item>> objects = client.listObjects(ListObjectsArgs.builder()
                        .bucket(location.bucket())
                        .prefix(prefix)
                        .recursive(true)
                        .build())
                .iterator();
        for (Optional<Item> next = next(objects, prefix); next.isPresent(); next = next(objects, prefix)) {
            visitor.accept(next.get());
        }
    }

    private Optional<Item> next(Iterator<Result<Item>> objects, String prefix) {
        try {
            return objects.hasNext() ? Optional.of(objects.next().get()) : Optional.empty();
        } catch (MinioException | IllegalStateException e) {
            throw failure("list", prefix, e);
        }
    }

    boolean hasPublicEndpoint() {
        return outside != null;
    }

    /** The host is part of what is signed, so the link is made for the host that outsiders use; no request is sent there. */
    URI link(LinkUse use, String key, Duration validFor, Map<String, String> query) {
        MinioClient signer = outside == null ? client : outside;
        Http.Method method = use == LinkUse.READ ? Http.Method.GET : Http.Method.PUT;
        try {
            return URI.create(signer.getPresignedObjectUrl(
                    object(GetPresignedObjectUrlArgs.builder().method(method), key)
                            .expiry(Math.toIntExact(validFor.toSeconds()))
                            .extraQueryParams(query)
                            .build()));
        } catch (MinioException | IllegalStateException e) {
            throw failure("sign a link to", key, e);
        }
    }

    Location location() {
        return location;
    }

    @Override
    public void close() throws Exception {
        client.close();
        if (outside != null) {
            outside.close();
        }
    }

    private <B extends ObjectArgs.Builder<B, A>, A extends ObjectArgs> B object(B arguments, String key) {
        return arguments.bucket(location.bucket()).object(key);
    }

    private static String codeOf(Exception e) {
        return e instanceof ErrorResponseException response
                ? String.valueOf(response.errorResponse().code())
                : "";
    }

    /** What the service answered; the SDK's own message has the whole request in it. */
    private static @Nullable String words(Exception e) {
        return e instanceof ErrorResponseException response
                ? codeOf(e) + ": " + response.errorResponse().message()
                : e.getMessage();
    }

    private static String advice(Exception e) {
        return switch (codeOf(e)) {
            case "InvalidLocationConstraint", "InvalidRegion", "AuthorizationHeaderMalformed" ->
                "Set understudy.storage.region to the region of the service; in Ceph it is the zone group, often \"default\".";
            case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
                "Check understudy.storage.access-key and secret-key, and that they may use this bucket.";
            case "SecondLevelDomainForbidden", "PathStyleDomainForbidden" ->
                "Set understudy.storage.path-style to false: the service takes the bucket in the host's name only.";
            default ->
                isCausedBy(UnknownHostException.class, e)
                        ? "Correct the host in understudy.storage.endpoint; where the unknown host begins with the"
                                + " bucket's name, set understudy.storage.path-style to true."
                        : "Start it, or correct understudy.storage.*.";
        };
    }

    /** The SDK wraps an input or output error, such as a refused connection, in an IllegalStateException. */
    StorageFailure failure(String what, String key, Exception e) {
        String words = "The object store could not " + what + " " + key + ": " + words(e);
        if (isNoAnswer(e)) {
            unreachable.run();
            return new StoreUnreachable(words, e);
        }
        return new StorageFailure(words, e);
    }

    /** Refused, timed out, cut off or put off until later, or answered by a proxy that reaches no store. */
    private static boolean isNoAnswer(Exception e) {
        if (isCausedBy(IOException.class, e)) {
            return true;
        }
        return switch (e) {
            case ErrorResponseException answer ->
                Http.RETRIABLE_STATUS_CODES.contains(answer.response().code());
            case ServerException failed -> Http.RETRIABLE_STATUS_CODES.contains(failed.statusCode());
            case InvalidResponseException _ -> true;
            default -> false;
        };
    }

    private static boolean isCausedBy(Class<? extends Exception> kind, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
