package io.understudy.datasets.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * The name of an entry. Its bytes decide: many packers write UTF-8 without saying so, others claim it and write the
 * character set of DOS, which Windows still does.
 */
record EntryName(String text, boolean isUtf8) {
    private static final Charset DOS =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    static EntryName of(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        if (raw == null || entry.getNameSource() == ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD) {
            return new EntryName(entry.getName(), true);
        }
        try {
            return new EntryName(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(raw))
                            .toString(),
                    true);
        } catch (CharacterCodingException notUtf8) {
            return new EntryName(new String(raw, DOS), false);
        }
    }
}
