package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageServletTest extends ViewTest {
    @Test
    void whatAnotherThreadHasForThePageRunsOnTheTestsThread() throws Exception {
        UI page = UI.getCurrent();
        List<Thread> threads = new ArrayList<>();
        Thread other = new Thread(() -> page.access(() -> threads.add(Thread.currentThread())));

        VaadinSession.getCurrent().unlock();
        try {
            other.start();
            other.join();
        } finally {
            VaadinSession.getCurrent().lock();
        }

        assertThat(threads).isEmpty();
        MockVaadin.clientRoundtrip(false);
        assertThat(threads).containsExactly(Thread.currentThread());
    }
}
