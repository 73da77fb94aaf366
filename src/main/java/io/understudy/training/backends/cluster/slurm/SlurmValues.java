package io.understudy.training.backends.cluster.slurm;

import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as Slurm writes them. */
final class SlurmValues {
    /** {@code gpu:2} or {@code gpu:a100:4(S:0-1)}. */
    private static final Pattern GPU = Pattern.compile("(?:^|,)(?:gres/)?gpu:(?:([^:,(]{1,60}):)?(\\d{1,6})");

    private static final long LAST_SECOND = 4_102_444_800L;

    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,6})-)?(?:(\\d{1,6}):)?(\\d{1,6}):(\\d{1,6})");

    private static final Pattern SHARE = Pattern.compile("(?m)^share ([^|\\n]{1,80})\\|([01](?:\\.\\d{1,12})?)$");

    private SlurmValues() {}

    static List<Cards> cards(String gres, int machines) {
        List<Cards> cards = new ArrayList<>();
        Matcher each = GPU.matcher(gres);
        while (each.find()) {
            String type = each.group(1) == null ? "" : each.group(1);
            cards.add(new Cards(type, Integer.parseInt(each.group(2)), machines));
        }
        return cards;
    }

    /** @return null for no limit */
    static @Nullable Duration time(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Why a job waits for others.
     *
     * @param priority null where it is not known
     * @param share null where the cluster keeps no accounts; a priority alone says nothing then
     */
    static String rank(@Nullable Long priority, @Nullable Double share) {
        return share == null
                ? ""
                : (priority == null || priority <= 0 ? "" : "priority " + priority + ", ") + "fair-share factor "
                        + share(share);
    }

    static String share(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    /** What {@code sshare} prints of each account of a user, after the word share. */
    static Map<String, Double> shares(String output) {
        Map<String, Double> shares = new LinkedHashMap<>();
        SHARE.matcher(output)
                .results()
                .forEach(line -> shares.put(line.group(1).strip(), Double.valueOf(line.group(2))));
        return shares;
    }

    /** @return null for what is no time of this century */
    static @Nullable Instant instant(@Nullable Long seconds) {
        return seconds == null || seconds <= 0 || seconds > LAST_SECOND ? null : Instant.ofEpochSecond(seconds);
    }

    /** {@code ReqNodeNotAvail,_UnavailableNodes:a1} is a word of the scheduler and more about it; empty for none. */
    static String reason(String text) {
        String[] parts = text.split(",", 2);
        String word = parts[0].strip();
        if (word.equals("None") || word.equals("(null)")) {
            return "";
        }
        String more = parts.length < 2 ? "" : parts[1].replaceFirst("^[_ ]+", "");
        if (!more.contains(":")) {
            // Words, in which scontrol has no spaces; names of machines keep theirs.
            more = more.replace('_', ' ').strip();
        }
        return more.isEmpty() ? word : word + ": " + more;
    }

    /** {@code gpu:a100:1}; empty for none. */
    static String gres(Resources resources) {
        if (resources.gpus() == 0) {
            return "";
        }
        String type = resources.gpuType().isEmpty() ? "" : resources.gpuType() + ":";
        return "gpu:" + type + resources.gpus();
    }

    static boolean isId(String id) {
        return id.matches("\\d{1,12}");
    }

    static String checkedId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("Not an id of a job: " + id);
        }
        return id;
    }
}
