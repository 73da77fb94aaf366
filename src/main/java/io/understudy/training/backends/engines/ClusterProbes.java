package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClusterProbes {
    @Bean
    EngineProbe slurmSshProbe(ClusterAccess access) {
        return new ClusterProbe(EngineKind.SLURM_SSH, access);
    }

    @Bean
    EngineProbe gpuHostProbe(ClusterAccess access) {
        return new ClusterProbe(EngineKind.GPU_HOST, access);
    }

    @Bean
    EngineProbe kubernetesProbe(ClusterAccess access) {
        return new KubernetesProbe(access);
    }
}
