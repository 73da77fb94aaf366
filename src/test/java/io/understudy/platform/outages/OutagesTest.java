package io.understudy.platform.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class OutagesTest {
    private final AtomicBoolean up = new AtomicBoolean();
    private final SignalThread thread = new SignalThread();
    private final Outages outages = new Outages(thread, probes());

    @Test
    void anOutageLastsFromTheFirstFailureToTheFirstAnswer() throws Exception {
        LiveValue<Set<Dependency>> seen = outages.live();

        outages.notice(new CannotCreateTransactionException("No", new SQLTransientConnectionException("timed out")));
        thread.settled().get(2, TimeUnit.MINUTES);
        assertThat(seen.get()).containsExactly(Dependency.DATABASE);

        outages.ask();
        assertThat(outages.now()).containsExactly(Dependency.DATABASE);

        up.set(true);
        outages.ask();
        thread.settled().get(2, TimeUnit.MINUTES);
        assertThat(seen.get()).isEmpty();
    }

    @Test
    void aFailureThatIsNoOutageIsNone() {
        assertThat(outages.notice(new DataIntegrityViolationException("Twice", new SQLException("no", "23505"))))
                .isEmpty();
        assertThat(outages.now()).isEmpty();
    }

    @Test
    void aServerThatIsStoppingDoesNotAnswer() {
        assertThat(Dependency.lostIn(new IllegalStateException(new SQLException("terminating", "57P01"))))
                .contains(Dependency.DATABASE);
    }

    private ObjectProvider<DependencyProbe> probes() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("probe", new DependencyProbe() {
            @Override
            public Dependency dependency() {
                return Dependency.DATABASE;
            }

            @Override
            public boolean always() {
                return false;
            }

            @Override
            public boolean answers() {
                return up.get();
            }
        });
        return beans.getBeanProvider(DependencyProbe.class);
    }
}
