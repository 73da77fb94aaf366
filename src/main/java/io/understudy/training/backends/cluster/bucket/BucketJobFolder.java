package io.understudy.training.backends.cluster.bucket;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore.Exchanged;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.cluster.JobFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that a pod has, and its copy in the S3 store: the pod takes what this server writes when it starts, and
 * {@code pod.py} copies what changes in it into numbered places, by links that were made before.
 */
public final class BucketJobFolder implements JobFolder {
    private static final String INPUT = "in/";
    private static final String INDEX = "index.json";
    private static final String LINKS = "links.json";
    static final int PLACES = 600;
    private static final int MOST_OF_AN_INDEX = 1 << 22;

    private final JobBucket bucket;
    private final SpoolDirectory spool;
    private final String prefix;
    private final String path;

    /** One object, or the pieces of a file. */
    private record Content(long size, List<long[]> pieces) {}

    /**
     * @param place the folder of all jobs in a pod
     * @param key of the run
     */
    public BucketJobFolder(JobBucket bucket, SpoolDirectory spool, String place, String key) {
        this.bucket = bucket;
        this.spool = spool;
        this.prefix = JobFolders.ALL + key + "/";
        this.path = place + "/" + key;
    }

    @Override
    public String path() {
        return path;
    }

    /** A link to all the links that a pod needs, valid as long as they are. */
    public String offer() {
        if (bucket.find(prefix + INDEX).isEmpty()) {
            bucket.put(prefix + INDEX, text("{}"));
        }
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("folder", path);
        links.put("until", bucket.endOfLinks().getEpochSecond());
        links.put("index", both(INDEX));
        links.put(
                "inputs",
                inputs().entrySet().stream()
                        .filter(one -> !one.getKey().startsWith(ASKED))
                        .map(one -> Map.of(
                                "name", one.getKey(),
                                "tag", one.getValue().tag(),
                                "link", bucket.link(LinkUse.READ, one.getValue().key())))
                        .toList());
        links.put(
                "asked",
                Arrays.stream(ExtraOutput.values())
                        .map(JobFolder::asked)
                        .map(name -> Map.of("name", name, "link", bucket.link(LinkUse.READ, prefix + INPUT + name)))
                        .toList());
        List<Map<String, String>> places = new ArrayList<>();
        for (int number = 0; number < PLACES; number++) {
            places.add(both(place(number)));
        }
        links.put("slots", places);
        bucket.put(prefix + LINKS, text(JsonMapper.shared().writeValueAsString(links)));
        return bucket.link(LinkUse.READ, prefix + LINKS);
    }

    /**
     * Writes, finds, reads and removes a file.
     *
     * @throws JobFailure when the store does not do what jobs need
     */
    public void rehearse() {
        String key = prefix + INPUT + "rehearsal";
        bucket.put(key, text(key));
        boolean found = bucket.find(key).isPresent() && bucket.read(key, 0, key.length()).length > 0;
        bucket.remove(key);
        if (!found || bucket.find(key).isPresent()) {
            throw new JobFailure(
                    "The object store does not keep or does not remove a file as it was asked to.",
                    "Check the permissions to read, write, list and delete in its bucket.",
                    null);
        }
    }

    private Map<String, String> both(String name) {
        return Map.of(
                "get", bucket.link(LinkUse.READ, prefix + name), "put", bucket.link(LinkUse.WRITE, prefix + name));
    }

    private static String place(long number) {
        return "place/" + number;
    }

    private static ObjectContent text(String words) {
        return new ObjectContent.OfBytes(words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(String name, ByteSource content) throws IOException {
        String key = prefix + INPUT + JobFolder.checked(name);
        // A source that breaks must leave the earlier object, and a request cannot be taken back.
        Path copy = spool.temporary();
        try (InputStream in = content.open()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            bucket.put(key, new ObjectContent.OfFile(copy, Files.size(copy)));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public byte[] read(String name, long offset, int most) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        long skipped = 0;
        for (long[] piece : content(name).pieces()) {
            long from = Math.max(0, offset - skipped);
            int wanted = (int) Math.min(most - read.size(), Math.max(0, piece[1] - from));
            byte[] some = bucket.read(key(name, piece), from, wanted);
            read.writeBytes(some);
            if (some.length < wanted) {
                break; // The pod has replaced it meanwhile; the next look has another list.
            }
            skipped += piece[1];
        }
        return read.toByteArray();
    }

    @Override
    public OptionalLong size(String name) {
        Content content = content(name);
        return content.pieces().isEmpty() ? OptionalLong.empty() : OptionalLong.of(content.size());
    }

    @Override
    public void copyTo(String name, Path file) throws IOException {
        List<long[]> pieces = content(name).pieces();
        boolean whole = !pieces.isEmpty();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long[] piece : pieces) {
                whole &= bucket.copyTo(key(name, piece), piece[1], out);
            }
        }
        if (!whole) {
            throw new JobFailure(
                    "The file " + name + " of the job is not in the object store.",
                    "Check the store's free space, and the log of the job's pod.",
                    null);
        }
    }

    /** A piece without a number is the object that this server wrote. */
    private String key(String name, long[] piece) {
        return prefix + (piece[0] < 0 ? INPUT + name : place(piece[0]));
    }

    private Content content(String name) {
        String input = INPUT + JobFolder.checked(name);
        JobIndex index = index();
        Exchanged written = bucket.find(prefix + input).orElse(null);
        boolean later = written != null && !written.tag().equals(index.seen().get(name));
        List<long[]> copied = index.files().get(name);
        if (written != null && (later || (copied == null && !index.gone().contains(name)))) {
            return new Content(written.size(), List.<long[]>of(new long[] {-1, written.size()}));
        }
        return copied == null ? new Content(0, List.of()) : new Content(JobIndex.size(copied), copied);
    }

    private JobIndex index() {
        return JobIndex.read(bucket.read(prefix + INDEX, 0, MOST_OF_AN_INDEX));
    }

    private Map<String, Exchanged> inputs() {
        Map<String, Exchanged> inputs = new TreeMap<>();
        String folder = prefix + INPUT;
        bucket.list(folder).forEach(one -> inputs.put(one.key().substring(folder.length()), one));
        return inputs;
    }

    @Override
    public void delete() {
        bucket.list(prefix).forEach(one -> bucket.remove(one.key()));
    }
}
