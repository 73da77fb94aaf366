package io.understudy.training.ui;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Panel;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

class ProposalNote extends Panel {
    /**
     * @param before the settings without the proposal
     * @param from whose settings they are, such as {@code run 12}; null for a fresh form
     */
    ProposalNote(RunProposal proposal, TrainingSettings before, TrainingSettings after, @Nullable String from) {
        addClassName("proposal-note");
        KnownIssue against = proposal.against();
        add(new H2(against == null ? "Filled in for you" : "Against: " + against.symptom()));
        if (against != null) {
            add(new Paragraph("The guide: " + against.cause() + ". " + against.fix() + "."));
        }
        List<String> changes = new ArrayList<>();
        change(changes, "steps", Formats.count(before.steps()), Formats.count(after.steps()));
        change(
                changes,
                "learning rate",
                Formats.learningRate(before.learningRate()),
                Formats.learningRate(after.learningRate()));
        change(changes, "rank", String.valueOf(before.rank()), String.valueOf(after.rank()));
        String begin = from == null ? "Changed from the proposal: " : "Changed from " + from + ": ";
        add(new Paragraph(
                changes.isEmpty()
                        ? "The numbers are those that the form begins with."
                        : begin + String.join(", ", changes) + ". Check it, then launch."));
    }

    private static void change(List<String> changes, String name, String before, String after) {
        if (!before.equals(after)) {
            changes.add(name + " " + before + " → " + after);
        }
    }
}
