package io.understudy.training.backends.cluster.bucket;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Objects of jobs in the S3 store. Unlike blobs they are replaced and read in parts, and pods reach them by links. Every
 * method throws {@link EngineUnreachable} when the store gives no answer, and {@link JobFailure} when it refuses.
 */
public final class JobBucket {
    private static final MediaType BYTES = MediaType.get("application/octet-stream");
    private static final Duration MOMENT = Duration.ofMinutes(15);
    /** S3 has none that last longer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int MISSING = 404;
    private static final int PAST_THE_END = 416;

    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .socketFactory(new GuardedSockets(AddressRule.CONFIGURED))
            .followRedirects(false)
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofMinutes(1))
            .writeTimeout(Duration.ofMinutes(1))
            .build();

    private final Supplier<BucketAccess> access;
    private final InstantSource clock;

    /** @param tag another one whenever the content is another one */
    record Stored(String key, long size, String tag, Instant changed) {}

    @FunctionalInterface
    private interface Use<T> {
        T of(Response answer) throws IOException;
    }

    /** @param access asked for at every use: without an S3 store it throws */
    public JobBucket(Supplier<BucketAccess> access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** For a pod, as long as links can last. */
    String link(String method, String key) {
        BucketAccess reached = access.get();
        return new SignedLinks(reached.outside(), reached, clock)
                .link(method, key, Map.of(), LONGEST)
                .toString();
    }

    void put(String key, RequestBody content) {
        asked("PUT", key, Map.of(), content, null, answer -> key);
    }

    void put(String key, Path file) {
        put(key, RequestBody.create(file.toFile(), BYTES));
    }

    void put(String key, byte[] content) {
        put(key, RequestBody.create(content, BYTES));
    }

    Optional<Stored> find(String key) {
        return asked(
                "HEAD",
                key,
                Map.of(),
                null,
                null,
                answer -> answer.code() == MISSING
                        ? Optional.empty()
                        : Optional.of(new Stored(
                                key,
                                Long.parseLong(String.valueOf(answer.header("Content-Length", "0"))),
                                plain(String.valueOf(answer.header("ETag", ""))),
                                now())));
    }

    /** Empty where there is no such object, and at its end. */
    byte[] read(String key, long offset, int most) {
        if (most == 0) {
            return new byte[0];
        }
        return asked("GET", key, Map.of(), null, "bytes=" + offset + "-" + (offset + most - 1), answer -> {
            if (answer.code() == MISSING || answer.code() == PAST_THE_END) {
                return new byte[0];
            }
            return answer.body().byteStream().readNBytes(most);
        });
    }

    /**
     * @return false where there is no such object
     * @throws IOException when the target cannot be written
     */
    boolean copyTo(String key, OutputStream target) throws IOException {
        List<IOException> full = new ArrayList<>();
        boolean found = asked("GET", key, Map.of(), null, null, answer -> {
            if (answer.code() == MISSING) {
                return false;
            }
            InputStream in = answer.body().byteStream();
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                try {
                    target.write(block, 0, read);
                } catch (IOException problem) {
                    full.add(problem);
                    return false;
                }
            }
            return true;
        });
        if (!full.isEmpty()) {
            throw full.getFirst();
        }
        return found;
    }

    void delete(String key) {
        asked("DELETE", key, Map.of(), null, null, answer -> key);
    }

    /** All objects whose keys begin like this. */
    List<Stored> list(String prefix) {
        List<Stored> found = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("list-type", "2", "prefix", prefix));
        String next;
        do {
            Document page = asked(
                    "GET", "", query, null, null, answer -> parsed(answer.body().byteStream()));
            NodeList entries = page.getElementsByTagName("Contents");
            for (int i = 0; i < entries.getLength(); i++) {
                Element entry = (Element) entries.item(i);
                found.add(new Stored(
                        text(entry, "Key"),
                        Long.parseLong(text(entry, "Size")),
                        plain(text(entry, "ETag")),
                        Instant.parse(text(entry, "LastModified"))));
            }
            next = text(page.getDocumentElement(), "NextContinuationToken");
            query.put("continuation-token", next);
        } while (!next.isEmpty());
        return found;
    }

    private static Document parsed(InputStream xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(xml);
        } catch (ParserConfigurationException | SAXException none) {
            throw new IOException("no list of objects", none);
        }
    }

    private static String text(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static String plain(String tag) {
        return tag.replace("\"", "");
    }

    private <T> T asked(
            String method,
            String key,
            Map<String, String> query,
            @Nullable RequestBody body,
            @Nullable String range,
            Use<T> use) {
        BucketAccess reached = access.get();
        URI link = new SignedLinks(reached.endpoint(), reached, clock).link(method, key, query, MOMENT);
        Request.Builder request = new Request.Builder()
                .url(link.toString())
                .header("Accept-Encoding", "identity")
                .method(method, body);
        if (range != null) {
            request.header("Range", range);
        }
        try (Response answer = HTTP.newCall(request.build()).execute()) {
            int status = answer.code();
            if (status >= 500 || status == 408 || status == 429) {
                throw away(reached, "answers with status " + status, null);
            }
            boolean absent = (status == MISSING && !key.isEmpty() && body == null) || status == PAST_THE_END;
            if (!answer.isSuccessful() && !absent) {
                throw new JobFailure(
                        "The object store refuses a file of the job with status " + status + ".",
                        "Check the keys, the bucket and its free space, and the permissions to read, write, list and"
                                + " delete in it.",
                        null);
            }
            return use.of(answer);
        } catch (IOException lost) {
            throw away(reached, "gives no answer", lost);
        }
    }

    private static EngineUnreachable away(BucketAccess reached, String words, @Nullable IOException cause) {
        return new EngineUnreachable(
                "The object store at " + reached.endpoint() + " " + words + ".",
                "Check that it is running.",
                false,
                cause);
    }
}
