package io.understudy.providers.comfy;

/** Graphs that a server is to stop, at a person's wish: asked until it has answered, also by the server that starts after this one. */
public interface ComfyCancels {
    /**
     * Writes the wish down, in the transaction of the caller where there is one; the server is asked after the commit.
     *
     * @param server its {@link ComfyServer#id()}
     */
    void stop(String server, String graph);

    /** A person wants the picture after all. */
    void withdraw(String graph);
}
