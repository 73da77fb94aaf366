package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Entry;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Index;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Streams a release bundle: entry after entry, then the signed list of all of them. Holds no entry in memory. */
public final class BundleWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ZipOutputStream zip;
    private final KeyPair keys;
    private final List<Entry> entries = new ArrayList<>();

    /** @param out is left open */
    public BundleWriter(OutputStream out, KeyPair keys) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.keys = keys;
    }

    public void json(String name, Object part) throws IOException {
        text(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(part));
    }

    public void text(String name, String content) throws IOException {
        stream(name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param content is read to its end and not closed */
    public void stream(String name, InputStream content) throws IOException {
        MessageDigest digest = Hashes.digest();
        zip.putNextEntry(new ZipEntry(name));
        long size = content.transferTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        entries.add(new Entry(name, size, Hashes.hex(digest)));
    }

    public void finish(Head head) throws IOException {
        BundleKey key = BundleKey.of(keys.getPublic());
        byte[] index = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Index(BundleFormat.FORM, head, key.fingerprint(), entries));
        put(BundleFormat.KEY, key.pem().getBytes(StandardCharsets.US_ASCII));
        put(BundleFormat.INDEX, index);
        put(BundleFormat.SIGNATURE, Base64.getEncoder().encode(BundleKey.sign(keys, index)));
        zip.finish();
        zip.flush();
    }

    private void put(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
