package io.understudy.platform.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.data.binder.Binder;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Dependency;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.util.DisconnectedClientHelper;

public final class ErrorMessages {
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    private ErrorMessages() {}

    /** Runs an action of the user; a refusal is shown as a notice and answered with false. */
    public static boolean guard(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException problem) {
            Notifications.refused(message(problem));
            return false;
        }
    }

    /** Like {@link #guard(Runnable)}, for an action that takes one input: a broken rule is shown next to it. */
    public static boolean guard(HasValidation input, Runnable action) {
        try {
            action.run();
            input.setInvalid(false);
            return true;
        } catch (DomainException.RuleViolation broken) {
            input.setErrorMessage(broken.words());
            input.setInvalid(true);
            return false;
        } catch (RuntimeException problem) {
            Notifications.refused(message(problem));
            return false;
        }
    }

    /** Like {@link #guard(Runnable)}; a rule that one input broke is shown next to that input of the form. */
    public static boolean guard(Binder<?> form, Runnable action) {
        return guard(property -> form.getBinding(property).map(binding -> binding.getField()), action);
    }

    /** Like {@link #guard(Binder, Runnable)}, for a form that knows its inputs by the names of the properties itself. */
    public static boolean guard(Function<String, Optional<? extends HasValue<?, ?>>> inputs, Runnable action) {
        try {
            action.run();
            return true;
        } catch (DomainException.RuleViolation broken) {
            String field = broken.field();
            if (field == null || !FieldErrors.markInvalid(inputs.apply(field), broken.words())) {
                Notifications.refused(broken.words());
            }
            return false;
        } catch (RuntimeException problem) {
            Notifications.refused(message(problem));
            return false;
        }
    }

    /** The words for any exception that reached the screen; unexpected ones are logged under a number. */
    public static String message(Throwable problem) {
        return switch (problem) {
            case DomainException refusal -> refusal.words();
            case AccessDeniedException denied ->
                "Your role does not allow this. An admin can change roles on the Team page.";
            case OptimisticLockingFailureException stale ->
                "Someone else saved this first, so nothing was changed. Reload the page to see their version.";
            // The person left the page while it was being written: nothing went wrong, and no one reads this message.
            case Throwable gone
            when DisconnectedClientHelper.isClientDisconnectedException(gone) -> {
                LOG.debug("A browser went away before its answer was written", gone);
                yield "The connection to the browser was lost.";
            }
            case Throwable lost
            when Dependency.lostIn(lost).isPresent() -> {
                Dependency away = Dependency.lostIn(lost).orElseThrow();
                LOG.debug("{} did not answer", away.words(), lost);
                yield away.words()
                        + " does not answer, so nothing was saved. What you typed is kept; try again in a moment.";
            }
            default -> {
                String number = UUID.randomUUID().toString().substring(0, 8);
                LOG.error("Unexpected problem {}", number, problem);
                yield "Something unexpected went wrong; what you typed is kept. An admin finds the details in the log under "
                        + number + ".";
            }
        };
    }
}
