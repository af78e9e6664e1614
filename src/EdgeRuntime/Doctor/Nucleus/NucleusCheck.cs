using EdgeActors.Configuration.Capture;

namespace EdgeActors.Doctor.Nucleus;

/// <summary>Whether Greengrass, if this is a component of it, has given all that the agent needs.</summary>
internal sealed class NucleusCheck : ICheck
{
    public Area Area => Area.Greengrass;

    public Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Task.FromResult(Judge(NucleusFacts.Of(context.Environment, Path.Exists), context.Capture));

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(NucleusFacts facts, CaptureSettings settings)
    {
        if (!facts.IsUnder)
        {
            return [NucleusCodes.Absent.Seen("none of SVCUID, GGC_VERSION and the nucleus's socket is set")];
        }

        List<Finding> findings = [];
        if (!facts.HasKeyAddress && settings is { Bucket: not null, Certificate: null })
        {
            findings.Add(NucleusCodes.NoTokenExchange.Seen("AWS_CONTAINER_CREDENTIALS_FULL_URI is not set, and captures go to a bucket"));
        }

        if (!facts.HasToken)
        {
            findings.Add(NucleusCodes.NoToken.Seen("SVCUID is not set"));
        }

        if (!facts.SocketIsThere)
        {
            findings.Add(NucleusCodes.NoSocket.Seen(facts.Socket is null ? "no socket of the nucleus is named" : $"there is nothing at {facts.Socket}"));
        }

        if (facts.Thing is { } thing && thing != settings.Device)
        {
            findings.Add(NucleusCodes.Thing.Seen($"the device is named {settings.Device}, the thing {thing}"));
        }

        return findings.Count > 0 ? findings : [NucleusCodes.Ok.Seen($"token, socket and keys are there for the thing {facts.Thing}")];
    }
}
