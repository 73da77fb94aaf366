package io.understudy.versions.sheets;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.platform.core.DomainException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The jobs of the places of a sheet that are not filled. A sheet over the checkpoints of a run has one a column. */
@Component
public class SheetJobs {
    private final SheetRepository repository;
    private final GenerationService generation;

    SheetJobs(SheetRepository repository, GenerationService generation) {
        this.repository = repository;
        this.generation = generation;
    }

    private List<GenerationDetails> of(SheetId sheet) {
        return generation.details(repository.jobs(sheet));
    }

    public boolean areRunning(SheetId sheet) {
        return of(sheet).stream().anyMatch(job -> !job.state().isOver());
    }

    /** One that runs, else one that is stopped; empty where nothing can be said about any. */
    Optional<GenerationId> shown(SheetId sheet) {
        List<GenerationDetails> jobs = of(sheet);
        return jobs.stream()
                .filter(job -> !job.state().isOver())
                .min(Comparator.comparing(job -> job.id().value()))
                .or(() -> jobs.stream()
                        .filter(job -> job.state().isStopped())
                        .min(Comparator.comparing(job -> job.id().value())))
                .map(GenerationDetails::id);
    }

    /** Empty while any job of the sheet runs. */
    public List<GenerationId> stopped(SheetId sheet) {
        List<GenerationDetails> jobs = of(sheet);
        return jobs.stream().allMatch(job -> job.state().isOver())
                ? jobs.stream()
                        .filter(job -> job.state().isStopped())
                        .map(GenerationDetails::id)
                        .toList()
                : List.of();
    }

    /** Whether something was sent of which nobody knows yet what it brings. */
    boolean hasRequests(GenerationId job) {
        return generation.sendAgainOffer(job).isPresent();
    }

    /** What resuming stopped jobs together would mean; empty without any. */
    public Optional<GenerationResumeOffer> resumeOffer(Collection<GenerationId> jobs) {
        return together(jobs, generation::resumeOffer);
    }

    /** What giving up the requests of stopped jobs would mean; empty where there is none. */
    public Optional<GenerationResumeOffer> sendAgainOffer(Collection<GenerationId> jobs) {
        return together(jobs, generation::sendAgainOffer);
    }

    private Optional<GenerationResumeOffer> together(
            Collection<GenerationId> jobs, Function<GenerationId, Optional<GenerationResumeOffer>> offer) {
        List<GenerationResumeOffer> offers =
                jobs.stream().flatMap(job -> offer.apply(job).stream()).toList();
        if (offers.size() < 2) {
            return offers.stream().findFirst();
        }
        GenerationDetails one = generation.details(jobs.iterator().next());
        int sent = offers.stream().mapToInt(GenerationResumeOffer::send).sum();
        // The price of one that sends nothing is nothing.
        return Optional.of(new GenerationResumeOffer(
                offers.stream().mapToInt(GenerationResumeOffer::attempt).sum(),
                offers.stream().mapToInt(GenerationResumeOffer::again).sum(),
                sent,
                sent == 0 ? offers.getFirst().cost() : generation.cost(one.backend(), one.settings(), sent)));
    }

    /**
     * Resumes stopped jobs of which at least one has something to ask for.
     *
     * @param agreed what the person was shown and agreed to; null where it is free
     */
    public void resume(Collection<GenerationId> jobs, @Nullable GenerationResumeOffer agreed) {
        GenerationResumeOffer now = resumeOffer(jobs)
                .orElseThrow(() -> new DomainException.Conflict(
                        "These pictures are no longer stopped. Reload the page to see them."));
        requireKnown(now);
        now.requireCoveredBy(agreed);
        resumeAgreed(jobs);
    }

    /** @throws DomainException.Conflict when there are only requests of which nothing is known */
    static void requireKnown(GenerationResumeOffer offer) {
        if (offer.again() + offer.send() == 0) {
            throw new DomainException.Conflict("Nothing was sent: it is not known what became of the requests for these"
                    + " pictures. Send them again if you need them.");
        }
    }

    void resumeAgreed(Collection<GenerationId> jobs) {
        for (GenerationId job : jobs) {
            GenerationResumeOffer offer = generation.resumeOffer(job).orElseThrow();
            if (offer.again() + offer.send() > 0) {
                generation.resume(job, offer);
            }
        }
    }

    /** Gives up the requests of stopped jobs and sends their pictures again: both may be paid. */
    public void sendAgain(Collection<GenerationId> jobs, GenerationResumeOffer agreed) {
        sendAgainOffer(jobs)
                .orElseThrow(() -> new DomainException.Conflict(
                        "These pictures are no longer stopped. Reload the page to see them."))
                .requireCoveredBy(agreed);
        for (GenerationId job : jobs) {
            generation.sendAgainOffer(job).ifPresent(offer -> generation.sendAgain(job, offer));
        }
    }
}
