package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** What a token's account must be permitted in its namespace. */
final class KubernetesRights {
    private static final List<Right> NEEDED = List.of(
            new Right("create", "batch", "jobs"),
            new Right("get", "batch", "jobs"),
            new Right("list", "batch", "jobs"),
            new Right("patch", "batch", "jobs"),
            new Right("delete", "batch", "jobs"),
            new Right("list", "", "pods"),
            new Right("create", "", "secrets"));

    private record Right(String verb, String group, String resource) {
        String words() {
            return verb + " " + resource;
        }
    }

    private KubernetesRights() {}

    /** Such as {@code delete jobs}; empty where nothing is missing, and where the cluster does not tell. */
    static List<String> lacking(KubernetesClient client, String namespace) {
        try {
            return NEEDED.stream()
                    .filter(right -> isRefused(client, namespace, right))
                    .map(Right::words)
                    .toList();
        } catch (KubernetesClientException untold) {
            return List.of();
        }
    }

    private static boolean isRefused(KubernetesClient client, String namespace, Right right) {
        SelfSubjectAccessReview answer = client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withVerb(right.verb())
                        .withGroup(right.group())
                        .withResource(right.resource())
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return answer.getStatus() != null
                && Boolean.FALSE.equals(answer.getStatus().getAllowed());
    }
}
