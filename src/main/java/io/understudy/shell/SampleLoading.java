package io.understudy.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.characters.CharacterSummary;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says that the sample character is being loaded and, on whatever page the person is then, that it is ready. */
class SampleLoading extends Composite<Div> {
    private final transient CompletableFuture<CharacterSummary> loading;
    private final transient Runnable refresh;
    private boolean followed;

    SampleLoading(CompletableFuture<CharacterSummary> loading, Runnable refresh) {
        this.loading = loading;
        this.refresh = refresh;
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        getContent().addClassName("panel");
        getContent()
                .add(
                        new H2("Loading the sample character"),
                        new Paragraph("Understudy stores and measures the pictures of Ava Lindqvist. This takes about"
                                + " 20 seconds; you can leave this page."),
                        bar);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI page = event.getUI();
        // A page that shows it again later has one notice to expect, not one for each time.
        ComponentUtil.setData(page, SampleLoading.class, this);
        if (!followed) {
            followed = true;
            loading.whenComplete((character, problem) ->
                    // A page that was closed meanwhile needs no news; what was loaded stays.
                    page.accessLater(() -> over(page, character, problem), () -> {}).run());
        }
    }

    private void over(UI page, @Nullable CharacterSummary character, @Nullable Throwable problem) {
        if (ComponentUtil.getData(page, SampleLoading.class) != this) {
            return;
        }
        ComponentUtil.setData(page, SampleLoading.class, null);
        if (problem != null) {
            Throwable cause = problem instanceof CompletionException && problem.getCause() != null
                    ? problem.getCause()
                    : problem;
            Notices.refused("The sample character was not loaded. " + Refusals.inWords(cause));
        } else if (character != null) {
            Notices.ready(
                    "The sample character is ready.", "Open " + character.name(), "characters/" + character.slug());
        }
        if (isAttached()) {
            refresh.run();
        }
    }
}
