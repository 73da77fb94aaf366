package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The dataset as fal's trainers want it: a flat zip, each picture with its caption in a text file of the same name. */
final class DatasetZip {
    private static final int HEADER = 1 << 20;

    private DatasetZip() {}

    /**
     * Writes picture after picture; no more than one is open at a time.
     *
     * @throws JobFailure naming the picture that is none
     */
    static void write(List<JobPicture> pictures, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        // Pictures are compressed already.
        zip.setLevel(Deflater.BEST_SPEED);
        for (int index = 0; index < pictures.size(); index++) {
            JobPicture picture = pictures.get(index);
            String stem = String.format(Locale.ROOT, "%04d", index + 1);
            try (InputStream bytes = new BufferedInputStream(picture.bytes().open(), HEADER)) {
                zip.putNextEntry(entry(stem + "." + extension(picture, bytes)));
                bytes.transferTo(zip);
                zip.closeEntry();
            }
            zip.putNextEntry(entry(stem + ".txt"));
            zip.write(picture.caption().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
    }

    /** Without the time of packing: the same dataset is the same file, and is kept once. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    /** By what the file is, not by its name: a trainer that meets a foreign file fails after money was spent. */
    private static String extension(JobPicture picture, InputStream bytes) throws IOException {
        bytes.mark(HEADER);
        ImageInputStream look = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.readNBytes(HEADER)));
        Iterator<ImageReader> readers = ImageIO.getImageReaders(look);
        if (!readers.hasNext()) {
            throw new JobFailure(
                    "The picture " + picture.fileName() + " cannot be decoded.",
                    "Leave it out of the dataset or upload it again, then launch a new run.",
                    null);
        }
        bytes.reset();
        String format = readers.next().getFormatName().toLowerCase(Locale.ROOT);
        return "jpeg".equals(format) ? "jpg" : format;
    }
}
