package io.understudy.training.rehearsal;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.TriggerUse;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

final class DatasetChecks {
    private static final int MOST_NAMED = 3;
    private static final int MOST_BUCKETS_NAMED = 4;

    /** Below it only the miniature trains, whose base knows squares and nothing else. */
    private static final int SMALLEST_BUCKETED = 256;

    private static final double MOST_CROPPED = 0.25;

    private DatasetChecks() {}

    record Decoded(RehearsalFinding line, List<JobPicture> readable) {}

    static Decoded decode(List<JobPicture> pictures, GuideCount count) {
        List<JobPicture> readable = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (JobPicture picture : pictures) {
            if (decodes(picture)) {
                readable.add(picture);
            } else {
                broken.add(picture.fileName());
            }
        }
        return new Decoded(
                line(
                        RehearsalCheck.PICTURES,
                        broken,
                        readable.size() + " of "
                                + (count.notCounted() == 0
                                        ? Formats.plural(pictures.size(), "picture", "pictures")
                                        : count.words()),
                        "cannot be decoded"),
                readable);
    }

    private static boolean decodes(JobPicture picture) {
        try (InputStream bytes = picture.bytes().open()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.readAllBytes()));
            return image != null && image.getWidth() == picture.width() && image.getHeight() == picture.height();
        } catch (IOException | RuntimeException unreadable) {
            // Which reader gives up, and how, is of no use to the person who reads the line; the file's name is.
            return false;
        }
    }

    static RehearsalFinding captions(List<JobPicture> pictures, TriggerWord triggerWord) {
        List<String> bare = pictures.stream()
                .filter(picture -> TriggerUse.repaired(picture.caption().strip(), triggerWord)
                        .equals(triggerWord.value()))
                .map(JobPicture::fileName)
                .toList();
        return line(
                RehearsalCheck.CAPTIONS,
                bare,
                (pictures.size() - bare.size()) + " of " + pictures.size() + " say more than the trigger word",
                "have no words of their own");
    }

    static RehearsalFinding trigger(List<JobPicture> pictures, TriggerWord triggerWord) {
        List<String> missing = pictures.stream()
                .filter(picture -> TriggerUse.of(picture.caption(), triggerWord) == TriggerUse.MISSING)
                .map(JobPicture::fileName)
                .toList();
        return line(
                RehearsalCheck.TRIGGER,
                missing,
                "“" + triggerWord + "” in " + (pictures.size() - missing.size()) + " of " + pictures.size(),
                "do not have it");
    }

    static RehearsalFinding buckets(List<JobPicture> pictures, int resolution) {
        if (resolution < SMALLEST_BUCKETED) {
            return oneSquare(pictures, resolution);
        }
        Map<ResolutionBucket, Long> counts = pictures.stream()
                .map(picture -> bucket(picture, resolution))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String words =
                Formats.plural(counts.size(), "bucket", "buckets") + " at " + resolution + " px: " + named(counts);
        List<String> complaints = new ArrayList<>();
        List<JobPicture> small = pictures.stream()
                .filter(picture -> bucket(picture, resolution).scale(picture.width(), picture.height()) > 1)
                .toList();
        if (!small.isEmpty()) {
            complaints.add(Formats.plural(small.size(), "picture is", "pictures are")
                    + " smaller and would be enlarged: " + names(small));
        }
        List<JobPicture> cut = pictures.stream()
                .filter(picture ->
                        bucket(picture, resolution).cropped(picture.width(), picture.height()) > MOST_CROPPED)
                .toList();
        if (!cut.isEmpty()) {
            complaints.add(Formats.plural(cut.size(), "picture loses", "pictures lose") + " more than "
                    + Math.round(100 * MOST_CROPPED) + " % at the edges: " + names(cut));
        }
        return new RehearsalFinding(
                RehearsalCheck.BUCKETS,
                complaints.isEmpty(),
                complaints.isEmpty() ? words : words + ". " + String.join(". ", complaints));
    }

    private static RehearsalFinding oneSquare(List<JobPicture> pictures, int resolution) {
        long cropped = pictures.stream()
                .filter(picture -> picture.width() != picture.height())
                .count();
        return new RehearsalFinding(
                RehearsalCheck.BUCKETS,
                true,
                "1 bucket: all in " + new ResolutionBucket(resolution, resolution)
                        + (cropped == 0 ? "" : ", " + cropped + " of " + pictures.size() + " cropped to it"));
    }

    private static ResolutionBucket bucket(JobPicture picture, int resolution) {
        return ResolutionBucket.of(picture.width(), picture.height(), resolution);
    }

    private static String named(Map<ResolutionBucket, Long> counts) {
        String most = counts.entrySet().stream()
                .sorted(Map.Entry.<ResolutionBucket, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().width()))
                .limit(MOST_BUCKETS_NAMED)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() <= MOST_BUCKETS_NAMED ? most : most + " and others";
    }

    private static RehearsalFinding line(RehearsalCheck topic, List<String> wrong, String count, String complaint) {
        return new RehearsalFinding(
                topic, wrong.isEmpty(), wrong.isEmpty() ? count : count + "; these " + complaint + ": " + some(wrong));
    }

    private static String names(List<JobPicture> pictures) {
        return some(pictures.stream().map(JobPicture::fileName).toList());
    }

    private static String some(List<String> names) {
        return Wording.first(names.stream().map(name -> Wording.cut(name, 60)).toList(), MOST_NAMED);
    }
}
