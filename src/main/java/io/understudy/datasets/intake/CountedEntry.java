package io.understudy.datasets.intake;

import io.understudy.datasets.images.IntakeLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The bytes of one entry while they are unpacked: counted, held against what was packed, checked at the end. */
final class CountedEntry extends FilterInputStream {
    /** This entry alone cannot be unpacked. */
    static final class Damaged extends RejectedZipException {
        Damaged(String words, @Nullable Throwable cause) {
            super(words);
            initCause(cause);
        }
    }

    static final class Budget {
        private long bytes;

        Budget(long bytes) {
            this.bytes = bytes;
        }
    }

    private final ZipArchiveEntry entry;
    private final CheckedInputStream checked;
    private final Budget budget;
    private long count;

    /** @throws Damaged when the zip has no such bytes */
    static CountedEntry open(ZipFile zip, ZipArchiveEntry entry, Budget budget) throws IOException {
        try {
            return new CountedEntry(entry, zip.getInputStream(entry), budget);
        } catch (IOException broken) {
            throw damaged(entry, broken);
        }
    }

    private CountedEntry(ZipArchiveEntry entry, InputStream unpacked, Budget budget) {
        this(entry, new CheckedInputStream(unpacked, new CRC32()), budget);
    }

    private CountedEntry(ZipArchiveEntry entry, CheckedInputStream unpacked, Budget budget) {
        super(unpacked);
        this.entry = entry;
        this.checked = unpacked;
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = checked.read(into, offset, length);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        if (read < 0) {
            requireWhole();
        } else {
            count += read;
            requireModest(read);
        }
        return read;
    }

    private void requireWhole() throws RejectedZipException {
        boolean whole = entry.getSize() < 0 || entry.getSize() == count;
        boolean intact =
                entry.getCrc() < 0 || entry.getCrc() == checked.getChecksum().getValue();
        if (!whole || !intact) {
            throw damaged(null);
        }
    }

    private void requireModest(int read) throws RejectedZipException {
        budget.bytes -= read;
        if (budget.bytes < 0) {
            throw new RejectedZipException(
                    "it unpacks to more than " + IntakeLimits.UNPACKED_BYTES / 1_000_000_000 + " GB: split it");
        }
        long packed = Math.max(1, entry.getCompressedSize());
        if (count > IntakeLimits.RATIO_COUNTS_FROM && count / packed > IntakeLimits.RATIO) {
            throw new RejectedZipException(ZipEntries.shown(entry.getName()) + " grows more than " + IntakeLimits.RATIO
                    + " times while it is unpacked, which no photo does");
        }
    }

    private Damaged damaged(@Nullable Throwable cause) {
        return damaged(entry, cause);
    }

    private static Damaged damaged(ZipArchiveEntry entry, @Nullable Throwable cause) {
        return new Damaged("it is damaged: " + ZipEntries.shown(entry.getName()) + " cannot be unpacked", cause);
    }
}
