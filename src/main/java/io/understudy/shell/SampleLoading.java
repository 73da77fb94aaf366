package io.understudy.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

class SampleLoading extends Composite<Div> {
    private final transient CompletableFuture<CharacterSummary> loading;
    private final transient Runnable done;

    /** @param done called on the page when it is loaded, after this part says so in its place */
    SampleLoading(CompletableFuture<CharacterSummary> loading, Runnable done) {
        this.loading = loading;
        this.done = done;
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
        whenOver(event.getUI(), loading, () -> {
            if (isAttached()) {
                getContent().removeAll();
                loading.handle((character, problem) -> problem == null ? ready(character) : failed(problem))
                        .thenAccept(getContent()::add);
                done.run();
            }
        });
    }

    private static Component[] ready(CharacterSummary character) {
        return new Component[] {
            new H2("The sample character is ready"),
            new Anchor("characters/" + character.slug(), "Show " + character.name())
        };
    }

    private static Component[] failed(Throwable problem) {
        return new Component[] {new H2("The sample character was not loaded"), new Paragraph(reason(problem))};
    }

    private static String reason(Throwable problem) {
        Throwable cause = problem.getCause();
        return ErrorMessages.message(cause == null ? problem : cause);
    }

    /** Reports the result on the page where the person is by then, once in each browser window. */
    static void announce(UI page, CompletableFuture<CharacterSummary> loading) {
        String key = SampleLoading.class.getName();
        if (ComponentUtil.getData(page, key) != loading) {
            ComponentUtil.setData(page, key, loading);
            whenOver(page, loading, () -> say(loading));
        }
    }

    private static void whenOver(UI page, CompletableFuture<CharacterSummary> loading, Runnable work) {
        // A page that was closed in the meantime needs no notice; what was loaded stays.
        loading.whenComplete(
                (character, problem) -> page.accessLater(work::run, () -> {}).run());
    }

    private static void say(CompletableFuture<CharacterSummary> over) {
        try {
            CharacterSummary character = over.join();
            Notifications.ready(
                    "The sample character is ready.", "Open " + character.name(), "characters/" + character.slug());
        } catch (CompletionException problem) {
            Notifications.refused("The sample character was not loaded. " + reason(problem));
        }
    }
}
