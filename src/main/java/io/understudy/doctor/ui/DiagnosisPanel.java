package io.understudy.doctor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.doctor.Diagnosis;
import io.understudy.doctor.DiagnosisSubject;
import io.understudy.doctor.Finding;
import io.understudy.doctor.Remedy;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;

class DiagnosisPanel extends Div {
    private final transient DiagnosisSubject patient;
    private final transient Diagnosis diagnosis;

    DiagnosisPanel(DiagnosisSubject patient, Diagnosis diagnosis) {
        this.patient = patient;
        this.diagnosis = diagnosis;
        addClassName("list-content");
        Paragraph guide = new Hint("The guide: %s. %s."
                .formatted(diagnosis.issue().cause(), diagnosis.issue().fix()));
        UnorderedList evidence = new UnorderedList(
                line(diagnosis.evidence(), badge(diagnosis.evidence(), "shown", BadgeTone.BAD, "not shown")));
        evidence.addClassName("findings");
        add(
                new Panel(new H2(diagnosis.issue().symptom()), guide, new H3("Do the pictures show it?"), evidence),
                causes(),
                remedies());
    }

    private Component causes() {
        UnorderedList list = new UnorderedList();
        list.addClassName("findings");
        diagnosis
                .findings()
                .forEach(finding -> list.add(line(finding, badge(finding, "seen", BadgeTone.WARN, "ruled out"))));
        return new Panel(new H2("Causes"), list);
    }

    private Component remedies() {
        if (diagnosis.remedies().isEmpty()) {
            return new Panel(
                    new H2("What to do"),
                    new Paragraph("None of the known causes is seen. Look at the pictures of a test sheet at several"
                            + " strengths: 0.8 to 1.0 is the guide's standard."));
        }
        OrderedList list = new OrderedList();
        list.addClassName("remedies");
        diagnosis.remedies().forEach(remedy -> list.add(new ListItem(remedy(remedy))));
        return new Panel(new H2("What to do"), list);
    }

    private Component remedy(Remedy remedy) {
        String slug = patient.character().slug();
        long run = patient.run().number();
        Div line = Styled.div("remedy", new Span(remedy.words()));
        switch (remedy) {
            case Remedy.ChangePictures(String words, var filter) ->
                line.add(open("Show these pictures", DatasetRoutes.filtered(slug, filter)));
            case Remedy.RepairCaptions repair -> line.add(open("Open the captions", DatasetRoutes.captions(slug)));
            case Remedy.UsePrompt(String words, String prompt) ->
                line.add(new Code(prompt), new CopyButton("Copy", prompt));
            case Remedy.TrainAgain again -> line.add(open("Prepare the run", RunRoutes.rerun(slug, run)));
            case Remedy.TrainOtherwise(String words, int steps, double rate) ->
                line.add(open("Prepare the run", RunRoutes.remedy(slug, run, diagnosis.issue(), steps, rate)));
        }
        return line;
    }

    private static Button open(String text, String path) {
        return Buttons.small(text, event -> Navigation.open(path));
    }

    private static ListItem line(Finding finding, StateBadge badge) {
        return new ListItem(badge, Styled.span("cause", finding.cause()), Styled.span("words", finding.words()));
    }

    private static StateBadge badge(Finding finding, String seen, BadgeTone toneOfSeen, String ruledOut) {
        return switch (finding.outcome()) {
            case SEEN -> new StateBadge(seen, toneOfSeen, VaadinIcon.WARNING);
            case RULED_OUT -> new StateBadge(ruledOut, BadgeTone.GOOD, VaadinIcon.CHECK);
            case NOT_MEASURED -> new StateBadge("not measured", BadgeTone.NEUTRAL, VaadinIcon.QUESTION);
        };
    }
}
