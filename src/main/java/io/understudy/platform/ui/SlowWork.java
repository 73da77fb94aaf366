package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import io.understudy.platform.jobs.BackgroundThreads;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

public final class SlowWork {
    private SlowWork() {}

    /**
     * Does slow work outside of the session's lock, in the name of the same person.
     *
     * @param done receives the result with the page at hand
     * @param over runs afterwards, whatever became of it
     */
    public static <T> void inBackground(UI ui, Callable<T> work, Consumer<T> done, Runnable over) {
        BackgroundThreads.startAsCaller("slow-work", () -> {
            try {
                T result = work.call();
                ui.access(() -> {
                    over.run();
                    done.accept(result);
                });
            } catch (Exception problem) {
                ui.access(() -> {
                    over.run();
                    Notifications.refused(ErrorMessages.message(problem));
                });
            }
        });
    }
}
