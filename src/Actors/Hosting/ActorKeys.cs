namespace EdgeActors.Hosting;

/// <summary>Key of the root actor in the actor registry: <c>IRequiredActor&lt;EdgeSupervisorKey&gt;</c>.</summary>
public sealed class EdgeSupervisorKey;

/// <summary>Key of the model registry's actor in the actor registry; commands go through <see cref="Models.IModelControl"/>.</summary>
public sealed class ModelRegistryKey;

/// <summary>Key of the capture buffer's actor in the actor registry; captures go through <see cref="Capture.ICaptureBuffer"/>.</summary>
public sealed class CaptureBufferKey;

/// <summary>Key of the heartbeat actor in the actor registry; results of deployments go through <see cref="Heartbeats.IDeploymentReports"/>.</summary>
public sealed class HeartbeatsKey;

/// <summary>Key of the deployments' actor in the actor registry; it is asked through <see cref="Deployment.IDeploymentControl"/>.</summary>
public sealed class DeploymentsKey;
