namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>The three calls of the service and what all of them share (contract §5).</summary>
internal static class WireOperation
{
    /// <summary>Signing name of the service.</summary>
    public const string SigningName = "sagemaker";

    /// <summary>Whether the fleet knows a device.</summary>
    public const string Registration = "/GetDeviceRegistration";

    /// <summary>A sign of life.</summary>
    public const string Heartbeat = "/SendHeartbeat";

    /// <summary>What a device should have.</summary>
    public const string Deployments = "/GetDeployments";

    /// <summary>Type of requests and answers.</summary>
    public const string ContentType = "application/json";

    /// <summary>Answers name their error in this header.</summary>
    public const string ErrorType = "x-amzn-ErrorType";

    /// <summary>Tells requests of the same second apart, so that each has a signature of its own.</summary>
    public const string InvocationId = "amz-sdk-invocation-id";

    /// <summary>The member of answers and requests that holds what the service never knew; the old agent does not look at it.</summary>
    public const string Beside = "EdgeActors";
}
