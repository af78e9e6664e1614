using System.Globalization;
using System.Text.RegularExpressions;
using EdgeActors.Configuration;

namespace EdgeActors.Aws.Credentials;

/// <summary>Checks <see cref="CredentialOptions"/>. Files are not looked at: they may appear later, and each fetch names what is wrong with them.</summary>
internal static partial class CredentialOptionsValidator
{
    /// <summary>Every fault at once; empty when all is well.</summary>
    public static IReadOnlyList<ConfigurationFault> Faults(CredentialOptions options)
    {
        List<ConfigurationFault> faults = [];
        if (!Enum.IsDefined(options.Source))
        {
            faults.Add(new(nameof(options.Source), options.Source.ToString(), "is no source of keys", "choose Auto, IotEndpoint or Chain"));
        }

        if (KeySources.UsesIotEndpoint(options))
        {
            IotFaults(faults, options);
        }

        Range(faults, nameof(options.TimeBox), options.TimeBox, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Range(faults, nameof(options.RefreshMargin), options.RefreshMargin, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));
        Range(faults, nameof(options.RecheckPeriod), options.RecheckPeriod, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        Range(faults, nameof(options.LongestLife), options.LongestLife, TimeSpan.FromMinutes(15), TimeSpan.FromHours(36));
        Range(faults, nameof(options.FirstRetryDelay), options.FirstRetryDelay, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Range(faults, nameof(options.LongestRetryDelay), options.LongestRetryDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(
            faults,
            nameof(options.LongestRetryDelayWithoutKeys),
            options.LongestRetryDelayWithoutKeys,
            TimeSpan.FromSeconds(1),
            options.LongestRetryDelay);
        return faults;
    }

    /// <summary>Whether a text is <c>https://host/role-aliases/alias/credentials</c>.</summary>
    public static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && EndpointPath().IsMatch(uri.PathAndQuery) && uri.Fragment.Length == 0;

    private static void IotFaults(List<ConfigurationFault> faults, CredentialOptions options)
    {
        if (string.IsNullOrEmpty(options.IotEndpoint))
        {
            faults.Add(new(nameof(options.IotEndpoint), null, "is missing", "give https://<host>/role-aliases/<alias>/credentials"));
        }
        else if (!IsEndpoint(options.IotEndpoint))
        {
            faults.Add(new(
                nameof(options.IotEndpoint),
                options.IotEndpoint,
                "is not the address of a role alias",
                "give https://<host>/role-aliases/<alias>/credentials"));
        }

        Required(faults, nameof(options.CertificateFile), options.CertificateFile, "name the PEM file of the device's certificate");
        Required(faults, nameof(options.PrivateKeyFile), options.PrivateKeyFile, "name the PEM file of the certificate's private key");
        if (!string.IsNullOrEmpty(options.ThingName) && !Thing().IsMatch(options.ThingName))
        {
            faults.Add(new(
                nameof(options.ThingName), options.ThingName, "is no name of a thing", "use 1 to 128 letters, digits, ':', '_' or '-'"));
        }
    }

    private static void Required(List<ConfigurationFault> faults, string key, string? value, string fix)
    {
        if (string.IsNullOrEmpty(value))
        {
            faults.Add(new(key, null, "is missing, and the AWS IoT endpoint is not asked without it", fix));
        }
    }

    private static void Range(List<ConfigurationFault> faults, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            string text = value.ToString("c", CultureInfo.InvariantCulture);
            faults.Add(new(key, text, "is out of its range", $"choose {least:c} to {most:c}"));
        }
    }

    [GeneratedRegex(@"\A/role-aliases/[A-Za-z0-9_=,@-]{1,128}/credentials\z")]
    private static partial Regex EndpointPath();

    [GeneratedRegex(@"\A[a-zA-Z0-9:_-]{1,128}\z")]
    private static partial Regex Thing();
}
