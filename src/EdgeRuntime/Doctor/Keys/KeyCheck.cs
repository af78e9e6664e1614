using System.Globalization;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Doctor.Keys;

/// <summary>Whether there are AWS keys, whose they are as far as that may be shown, and for how long.</summary>
internal sealed class KeyCheck : ICheck
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    public Area Area => Area.Credentials;

    public async Task<IReadOnlyList<Finding>> RunAsync(DoctorContext context, CancellationToken cancel) =>
        Judge(await context.KeysAsync(), context.Time.GetUtcNow());

    /// <summary>What the facts mean.</summary>
    public static IReadOnlyList<Finding> Judge(KeyFacts? facts, DateTimeOffset now)
    {
        if (facts is null)
        {
            return [KeyCodes.Unused.Seen("captures stay on the device")];
        }

        Finding[] certificate = [.. OfCertificate(facts.Certificate, now)];
        return certificate.Any(finding => finding.Code == KeyCodes.CertificateExpired)
            ? certificate
            : [.. certificate, OfAnswer(facts, now)];
    }

    private static Finding OfAnswer(KeyFacts facts, DateTimeOffset now)
    {
        if (facts.Answer is not KeyAnswer.Granted granted)
        {
            KeyAnswer.Refused refused = facts.Answer as KeyAnswer.Refused ?? new("there are no keys");
            return KeyCures.CodeOf(refused.Fault).Seen(refused.Reason, KeyCures.Of(refused.Fault, facts.Origin));
        }

        string whose = $"key …{facts.KeyTail} from {granted.From}";
        if (granted.Life is not { } life)
        {
            return KeyCodes.Lasting.Seen($"{whose} does not say when it expires");
        }

        string good = string.Create(
            CultureInfo.InvariantCulture, $"{whose} is good for {life:d\\.hh\\:mm\\:ss}, until {(now + life).UtcDateTime:u}");
        return life < Short ? KeyCodes.Expiring.Seen(good) : KeyCodes.Ok.Seen(good);
    }

    private static IEnumerable<Finding> OfCertificate(CertificateFacts? certificate, DateTimeOffset now)
    {
        if (certificate is null)
        {
            yield break;
        }

        if (certificate is { From: { } from, Until: { } until })
        {
            string seen = string.Create(
                CultureInfo.InvariantCulture, $"{certificate.File} is valid from {from.UtcDateTime:u} to {until.UtcDateTime:u}, and it is {now.UtcDateTime:u}");
            if (now < from || now > until)
            {
                yield return KeyCodes.CertificateExpired.Seen(seen);
            }
            else if (until - now < Renewal)
            {
                yield return KeyCodes.CertificateExpiring.Seen(seen);
            }
        }

        foreach (string open in certificate.Open)
        {
            string[] parts = open.Split("; ", 2);
            yield return KeyCodes.CertificateOpen.Seen(parts[0], parts.Length > 1 ? parts[1] : null);
        }
    }
}
