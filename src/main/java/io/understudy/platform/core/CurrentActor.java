package io.understudy.platform.core;

/** Who is acting on this thread. Background work acts as {@link Actor#SYSTEM} and must say so explicitly. */
public interface CurrentActor {
    /**
     * The acting person or the system.
     *
     * @throws org.springframework.security.access.AccessDeniedException when no one is signed in on this thread
     */
    Actor get();
}
