package io.understudy.training;

import io.understudy.fal.FalReport;
import io.understudy.people.SystemActs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Receives the news that a request at fal is over. A run whose answer was lost learns from it that fal did accept it.
 */
@Component
class FalReports {
    private final RunJournal journal;

    FalReports(RunJournal journal) {
        this.journal = journal;
    }

    @EventListener
    void heard(FalReport report) {
        SystemActs.run(() -> journal.reported(new RunId(report.reference()), report.requestId()));
    }
}
