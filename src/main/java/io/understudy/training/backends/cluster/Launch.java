package io.understudy.training.backends.cluster;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a job's script is started on the engine's machine.
 *
 * @param template a line of Bash with {@code {image}}, {@code {mounts}}, {@code {folder}} and {@code {command}}, which are
 *     replaced by one quoted word each, the command by several
 * @param mounts {@code source:target} or {@code source:target:ro}, besides the job's folder
 */
public record Launch(String template, String image, List<String> mounts) {
    public static final String PYXIS = "srun --ntasks=1 --container-image={image} --container-mounts={mounts}"
            + " --container-workdir={folder} {command}";
    public static final String APPTAINER = "apptainer exec --nv --bind {mounts} --pwd {folder} {image} {command}";
    public static final Launch PLAIN = new Launch("{command}", "", List.of());

    private static final Pattern PLACE = Pattern.compile("\\{(image|mounts|folder|command)}");

    String text(String folder, String script) {
        List<String> all = new ArrayList<>(mounts);
        all.addFirst(folder + ":" + folder);
        if (template.contains("{mounts}")
                && (folder.matches(".*[:,].*") || String.join("", mounts).contains(","))) {
            throw new JobFailure(
                    "A container cannot mount a folder with a colon or a comma in its name.",
                    "Choose another work folder in the engine's settings.",
                    null);
        }
        Map<String, String> words = Map.of(
                "image", ShellQuoting.quote(image),
                "mounts", ShellQuoting.quote(String.join(",", all)),
                "folder", ShellQuoting.quote(folder),
                "command", ShellQuoting.command("bash", script));
        String line = PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(words.get(place.group(1))));
        // A job that comes through Slurm's REST server has no HOME; srun forgets the processors since release 22.05.
        return """
                #!/bin/bash
                cd %s || exit 1
                : "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
                export HOME SRUN_CPUS_PER_TASK="${SLURM_CPUS_PER_TASK:-1}"
                exec %s
                """.formatted(ShellQuoting.quote(folder), line);
    }
}
