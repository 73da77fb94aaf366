package io.understudy.prompts.stacks.overlap;

import io.understudy.identity.MembersOnly;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
public class OverlapService {
    private static final FileOverlap WAITING = new FileOverlap(null, null);

    private final OverlapRepository repository;
    private final OverlapJob job;
    private final Clock clock;

    OverlapService(OverlapRepository repository, OverlapJob job, Clock clock) {
        this.repository = repository;
        this.job = job;
        this.clock = clock;
    }

    public record Meeting(StackableLora first, StackableLora second, FileOverlap overlap) {}

    /**
     * All pairs of different files for the same model, in the order of the stack; those that nobody asked about before are
     * compared in the background from now on.
     */
    @Transactional
    public List<Meeting> among(List<StackableLora> loras) {
        List<Meeting> wanted = new ArrayList<>();
        for (int one = 0; one < loras.size(); one++) {
            for (int other = one + 1; other < loras.size(); other++) {
                if (comparable(loras.get(one), loras.get(other))) {
                    wanted.add(new Meeting(loras.get(one), loras.get(other), WAITING));
                }
            }
        }
        if (wanted.isEmpty()) {
            return wanted;
        }
        Map<OverlapPair, FileOverlap> known = repository.among(
                loras.stream().map(StackableLora::file).distinct().toList());
        return wanted.stream().map(meeting -> answered(meeting, known)).toList();
    }

    private static boolean comparable(StackableLora one, StackableLora other) {
        return !one.file().equals(other.file())
                && one.verdict().family() != null
                && one.verdict().family().equals(other.verdict().family());
    }

    @Transactional
    public void retry(StackableLora one, StackableLora other) {
        OverlapPair pair = OverlapPair.of(one.file(), other.file());
        if (repository.again(pair, clock.instant())) {
            job.add(pair);
        }
    }

    private Meeting answered(Meeting meeting, Map<OverlapPair, FileOverlap> known) {
        String broken = StackCheck.firstBroken(List.of(meeting.first(), meeting.second()));
        if (broken != null) {
            return new Meeting(meeting.first(), meeting.second(), new FileOverlap(null, broken));
        }
        BlobHash first = meeting.first().file();
        OverlapPair pair = OverlapPair.of(first, meeting.second().file());
        FileOverlap found = known.get(pair);
        if (found == null) {
            if (repository.want(pair, clock.instant())) {
                job.add(pair);
            }
            return meeting;
        }
        var overlap = found.overlap();
        return new Meeting(
                meeting.first(),
                meeting.second(),
                overlap == null || pair.first().equals(first)
                        ? found
                        : new FileOverlap(overlap.swapped(), found.problem()));
    }
}
