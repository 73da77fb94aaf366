package io.understudy.datasets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Zips written by code: honest ones, and ones that no packer would write. */
final class Zips {
    private static final int SYMBOLIC_LINK = 0120777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

    private Zips() {
        zip.setLevel(Deflater.BEST_SPEED);
    }

    static Zips zip() {
        return new Zips();
    }

    Zips with(String name, byte[] content) {
        return entry(new ZipArchiveEntry(name), content);
    }

    Zips with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Zips withLink(String name, String target) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(SYMBOLIC_LINK);
        return entry(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
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

    /** The same zip, whose entries say that they are encrypted. */
    static byte[] encrypted(byte[] zip) {
        byte[] changed = zip.clone();
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < changed.length - 10; at++) {
            int signature = buffer.getInt(at);
            if (signature == 0x04034b50) {
                changed[at + 6] |= 1;
            } else if (signature == 0x02014b50) {
                changed[at + 8] |= 1;
            }
        }
        return changed;
    }

    private Zips entry(ZipArchiveEntry entry, byte[] content) {
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
