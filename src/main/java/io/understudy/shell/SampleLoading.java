package io.understudy.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableRunnable;
import io.understudy.characters.SampleCharacter;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Loads the sample character beside the page, says so meanwhile, and leads to it when it is there. */
class SampleLoading extends Composite<Div> {
    private final transient SampleCharacter sample;
    private boolean started;

    SampleLoading(SampleCharacter sample) {
        this.sample = sample;
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        getContent().addClassName("panel");
        getContent()
                .add(
                        new H2("Loading the sample character"),
                        new Paragraph("Ava Lindqvist's pictures are being stored, decoded and measured like everybody's"
                                + " photos. This takes some seconds."),
                        bar);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (started) {
            return;
        }
        started = true;
        UI page = event.getUI();
        Thread.ofVirtual().name("sample-character").start(new DelegatingSecurityContextRunnable(() -> load(page)));
    }

    private void load(UI page) {
        try {
            sample.load();
            show(page, () -> page.getPage().setLocation("characters/ava-lindqvist"));
        } catch (RuntimeException problem) {
            String words = Refusals.inWords(problem);
            show(page, () -> {
                Notices.refused(words);
                page.navigate("");
            });
        }
    }

    private static void show(UI page, SerializableRunnable change) {
        // A page that was closed meanwhile needs no news; what was loaded stays.
        page.accessLater(change, () -> {}).run();
    }
}
