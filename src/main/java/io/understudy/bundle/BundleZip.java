package io.understudy.bundle;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A zip laid out as {@link BundleWriter} does, byte for byte, so that every program sees the same entries in it: they lie one behind
 * the other from the first byte to the directory, which names them in that order and ends the file; what is said of an entry before its
 * data, behind it and in the directory agrees. Anything else is refused, ZIP64, comments, extra fields and encryption included.
 */
final class BundleZip implements Closeable {
    private static final String DIFFERS = " does not agree with its entry in the directory";
    private static final int LOCAL = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int DESCRIPTOR_LENGTH = 16;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;

    private static final int MOST_ENTRIES = 20_000;
    private static final int LONGEST_NAME = 250;
    private static final int VERSION = 20;

    /** Names in UTF-8; sizes and check sum behind the data. */
    private static final int FLAGS = 0x0808;

    private static final int DEFLATED = 8;
    private static final Pattern NAME = Pattern.compile("(?:\\w[\\w.-]*/)*\\w[\\w.-]*");

    private record Place(long start, long compressed, long size, int crc) {}

    private final FileChannel file;
    private final Map<String, Place> places = new LinkedHashMap<>();

    private BundleZip(FileChannel file) {
        this.file = file;
    }

    /** @throws ZipException when it is not such a zip */
    static BundleZip open(Path path) throws IOException {
        BundleZip zip = new BundleZip(FileChannel.open(path));
        try {
            zip.readDirectory();
            return zip;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    Set<String> names() {
        return places.keySet();
    }

    /** @return its bytes; reading the last of them throws a {@link ZipException} when the directory tells something else of them */
    InputStream open(String name) {
        return new Content(Objects.requireNonNull(places.get(name)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void readDirectory() throws IOException {
        long endAt = file.size() - END_LENGTH;
        require(endAt >= 0, "it is not a zip file");
        ByteBuffer end = bytes(endAt, END_LENGTH);
        require(end.getInt() == END, "it is not a zip file, is cut off, or other bytes follow it");
        require(end.getInt() == 0, "it is a part of several files");
        int count = Short.toUnsignedInt(end.getShort());
        require(count == Short.toUnsignedInt(end.getShort()), "it is a part of several files");
        long length = Integer.toUnsignedLong(end.getInt());
        long start = Integer.toUnsignedLong(end.getInt());
        require(end.getShort() == 0, "it has a comment");
        require(start + length == endAt, "other bytes lie before or behind its directory");
        require(
                count <= MOST_ENTRIES && length <= (long) count * (CENTRAL_LENGTH + LONGEST_NAME),
                "it is not a release bundle: it has %d entries in %d bytes".formatted(count, length));
        ByteBuffer directory = bytes(start, (int) length);
        Set<String> seen = new HashSet<>();
        long next = 0;
        for (int i = 0; i < count; i++) {
            require(directory.remaining() >= CENTRAL_LENGTH, "its directory is cut off");
            next = readEntry(directory, next, start, seen);
        }
        require(!directory.hasRemaining() && next == start, "other bytes lie before its directory, or in it");
    }

    /** @return where the next one begins */
    private long readEntry(ByteBuffer directory, long at, long limit, Set<String> seen) throws IOException {
        require(directory.getInt() == CENTRAL && directory.getShort() == VERSION, "it was packed by another program");
        int version = directory.getShort();
        int flags = directory.getShort();
        int method = directory.getShort();
        int time = directory.getInt();
        require(version == VERSION && flags == FLAGS && method == DEFLATED, "it was packed by another program");
        int crc = directory.getInt();
        int compressed = directory.getInt();
        int size = directory.getInt();
        int nameLength = Short.toUnsignedInt(directory.getShort());
        int extraAndComment = directory.getInt();
        long fileAndAttributes = directory.getLong();
        require(extraAndComment == 0 && fileAndAttributes == 0, "an entry has an extra field, a comment or attributes");
        require(Integer.toUnsignedLong(directory.getInt()) == at, "other bytes lie between its entries");
        require(nameLength <= LONGEST_NAME && directory.remaining() >= nameLength, "a name is too long");
        byte[] spelled = new byte[nameLength];
        directory.get(spelled);
        String name = new String(spelled, StandardCharsets.ISO_8859_1);
        require(NAME.matcher(name).matches(), "a name has other characters than names in a release bundle have");
        require(seen.add(name.toLowerCase(Locale.ROOT)), name + " is in it twice");

        ByteBuffer local = little(LOCAL_LENGTH + nameLength)
                .putInt(LOCAL)
                .putShort((short) version)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(time)
                .putLong(0)
                .putInt(0)
                .putShort((short) nameLength)
                .putShort((short) 0)
                .put(spelled)
                .flip();
        ByteBuffer descriptor = little(DESCRIPTOR_LENGTH)
                .putInt(DESCRIPTOR)
                .putInt(crc)
                .putInt(compressed)
                .putInt(size)
                .flip();
        Place place = new Place(
                at + LOCAL_LENGTH + nameLength, Integer.toUnsignedLong(compressed), Integer.toUnsignedLong(size), crc);
        long behind = place.start() + place.compressed();
        require(behind + DESCRIPTOR_LENGTH <= limit, name + " reaches into the directory");
        require(bytes(at, local.remaining()).equals(local), name + DIFFERS);
        require(bytes(behind, DESCRIPTOR_LENGTH).equals(descriptor), name + DIFFERS);
        places.put(name, place);
        return behind + DESCRIPTOR_LENGTH;
    }

    private static void require(boolean holds, String otherwise) throws ZipException {
        if (!holds) {
            throw new ZipException(otherwise);
        }
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = little(length);
        while (bytes.hasRemaining()) {
            require(file.read(bytes, at + bytes.position()) >= 0, "it is cut off");
        }
        return bytes.flip();
    }

    private final class Content extends InflaterInputStream {
        private final Place place;
        private final CRC32 crc = new CRC32();

        Content(Place place) {
            super(new Stored(place), new Inflater(true), 8192);
            this.place = place;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count;
            try {
                count = super.read(into, offset, length);
            } catch (EOFException cutOff) {
                throw new ZipException("an entry is cut off");
            }
            if (count > 0) {
                crc.update(into, offset, count);
            } else if (count < 0) {
                require(
                        inf.getBytesRead() == place.compressed()
                                && inf.getBytesWritten() == place.size()
                                && (int) crc.getValue() == place.crc(),
                        "an entry is longer or shorter than its directory says, or damaged");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    private final class Stored extends InputStream {
        private long at;
        private final long end;

        Stored(Place place) {
            at = place.start();
            end = place.start() + place.compressed();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at)), at);
            if (at == end || count < 0) {
                return -1;
            }
            at += count;
            return count;
        }
    }
}
