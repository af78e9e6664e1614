using EdgeActors.Aws.Credentials;
using EdgeActors.Aws.Credentials.Chain;
using EdgeActors.Doctor.Egress;
using EdgeActors.Hosting.Capture;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Doctor.Keys;

/// <summary>Asks for keys once, with the agent's own sources, and gives up after the time box.</summary>
internal static class KeyProbe
{
    /// <summary>What came of it; null when the agent needs no keys.</summary>
    public static async Task<KeyFacts?> LookAsync(DoctorContext context)
    {
        if (!NeededHosts.NeedsKeys(context.Agent))
        {
            return null;
        }

        CredentialOptions options = BucketOptions.Keys(context.Capture.Certificate);
        KeyOrigin origin = OriginOf(options, context.Environment);
        CertificateFacts? certificate = origin == KeyOrigin.Certificate ? CertificateFacts.Of(options) : null;
        IKeySource source = KeySources.From(options, context.Environment, context.Time, NullLogger.Instance);
        return new KeyFacts(origin, await FetchAsync(source, context), certificate);
    }

    private static async Task<KeyAnswer> FetchAsync(IKeySource source, DoctorContext context)
    {
        using CancellationTokenSource late = new(context.Options.TimeBox, context.Time);
        FetchAttempt attempt = new();
        Task<KeyAnswer> answer = Task.Factory.StartNew(
            () => attempt.Call(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await answer.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            attempt.GiveUp();
            return new KeyAnswer.Refused($"{NameOf(source, context.Environment)} gave no answer within {context.Options.TimeBox.TotalSeconds:0} s", KeyFault.Silent);
        }
    }

    private static KeyOrigin OriginOf(CredentialOptions options, Func<string, string?> environment) =>
        KeySources.UsesIotEndpoint(options) ? KeyOrigin.Certificate
        : string.IsNullOrEmpty(environment("AWS_ACCESS_KEY_ID")) && ContainerAddress.From(environment) is not (_, KeyAnswer.NotConfigured) ? KeyOrigin.Container
        : KeyOrigin.Chain;

    private static string NameOf(IKeySource source, Func<string, string?> environment) =>
        source is KeyChain && ContainerAddress.From(environment).Address is { } container ? container.Name : source.Name;
}
