package io.understudy.datasets.intake;

import io.understudy.datasets.TestDatasets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Zips written by code: honest ones, and ones that no packer would write. */
public final class TestZips {
    private static final int SYMBOLIC_LINK = 0120777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

    private TestZips() {
        zip.setLevel(Deflater.BEST_SPEED);
    }

    public static TestZips zip() {
        return new TestZips();
    }

    public TestZips with(String name, byte[] content) {
        return entry(new ZipArchiveEntry(name), content);
    }

    public TestZips with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestZips withLink(String name, String target) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(SYMBOLIC_LINK);
        return entry(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    ByteArrayInputStream open() {
        return new ByteArrayInputStream(bytes());
    }

    /** Of {@code 1.jpg}, whose packed bytes are damaged, and {@code 2.jpg}, which is whole. */
    static byte[] withDamagedFirst() {
        byte[] photo = TestDatasets.smallPhoto(1);
        byte[] zip = zip().with("1.jpg", photo)
                .with("2.jpg", TestDatasets.smallPhoto(2))
                .bytes();
        zip[photo.length / 2] ^= 0x55;
        return zip;
    }

    /** The same zip, whose entries say that they are encrypted. */
    static byte[] encrypted(byte[] zip) {
        return flagged(zip, 0, 1);
    }

    /** Sets a bit of every entry's flags. */
    private static byte[] flagged(byte[] zip, int offset, int bit) {
        byte[] changed = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < changed.length - 10; at++) {
            int signature = buffer.getInt(at);
            if (signature == 0x04034b50) {
                changed[at + 6 + offset] |= (byte) bit;
            } else if (signature == 0x02014b50) {
                changed[at + 8 + offset] |= (byte) bit;
            }
        }
        return changed;
    }

    /** The same zip with names in another character set, whether or not they claim to be UTF-8. */
    static byte[] renamed(byte[] zip, Charset charset, boolean claimUtf8) {
        try (ZipFile read = ZipFile.builder().setByteArray(zip).get()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipArchiveOutputStream written = new ZipArchiveOutputStream(bytes)) {
                written.setEncoding(charset.name());
                written.setUseLanguageEncodingFlag(false);
                written.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
                for (ZipArchiveEntry entry : Collections.list(read.getEntries())) {
                    written.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
                    written.write(read.getInputStream(entry).readAllBytes());
                    written.closeArchiveEntry();
                }
            }
            return claimUtf8 ? flagged(bytes.toByteArray(), 1, 0x08) : bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestZips entry(ZipArchiveEntry entry, byte[] content) {
        try {
            zip.putArchiveEntry(entry);
            zip.write(content);
            zip.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
