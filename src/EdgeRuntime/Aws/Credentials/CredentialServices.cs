using Amazon.Runtime;
using EdgeActors.Aws.Credentials.Chain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Aws.Credentials;

/// <summary>Puts the credential layer into a host.</summary>
internal static class CredentialServices
{
    /// <summary>
    /// Adds the cache, which starts and stops with the host, and <see cref="AWSCredentials"/> that read it. Needs a
    /// <see cref="TimeProvider"/> and logging.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="seed">Of the jitter: different on each device.</param>
    public static IServiceCollection AddAwsCredentials(this IServiceCollection services, CredentialOptions options, int seed) => services
        .AddSingleton(options)
        .AddSingleton(provider => new CredentialCache(
            KeySources.From(
                options,
                Environment.GetEnvironmentVariable,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<CredentialCache>>(),
                provider.GetService<ITokenExchangeDirectory>()),
            options,
            provider.GetRequiredService<TimeProvider>(),
            new Random(seed),
            FetchAttempt.OnOwnThread,
            provider.GetRequiredService<ILogger<CredentialCache>>()))
        .AddHostedService(provider => provider.GetRequiredService<CredentialCache>())
        .AddSingleton<AWSCredentials, CachedAwsCredentials>();
}
