package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.PictureType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The dataset as fal's trainers want it: a flat zip, each picture with its caption in a text file of the same name. */
final class DatasetZip {
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
            try (InputStream bytes = PictureType.open(picture)) {
                zip.putNextEntry(entry(stem + "." + PictureType.extension(picture, bytes)));
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
}
