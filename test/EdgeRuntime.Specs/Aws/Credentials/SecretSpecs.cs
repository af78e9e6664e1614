using System.Text.Json;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>Canaries planted as keys never come out but where they are revealed on purpose.</summary>
public sealed class SecretSpecs
{
    private static readonly AwsKeys Keys = new(new Secret("CANARY-id"), new Secret("CANARY-key"), new Secret("CANARY-token"));

    [Fact]
    public void A_secret_is_only_ever_three_stars()
    {
        Secret secret = new("CANARY");

        Assert.Equal(["***", "***", "***"], [secret.ToString(), $"{secret}", string.Concat("", secret)]);
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.Equal("CANARY", secret.Reveal());
    }

    [Fact]
    public void Whatever_holds_keys_prints_and_serialises_without_them()
    {
        object[] holders =
        [
            Keys,
            new KeyAnswer.Granted(Keys, TimeSpan.FromHours(1), "here"),
            new KeyStatus(Keys, ""),
            new HeldKeys(Keys, null, 0, DateTimeOffset.UnixEpoch),
            new EdgeActors.Aws.Credentials.Chain.ContainerAddress(new Uri("http://127.0.0.1/"), new Secret("CANARY")),
        ];

        Assert.All(holders, holder =>
        {
            Assert.Contains("***", holder.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", holder.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", JsonSerializer.Serialize(holder, holder.GetType()), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_secret_is_not_read_from_a_document()
    {
        NotSupportedException thrown = Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>("\"CANARY\""));

        Assert.DoesNotContain("CANARY", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_a_life_with_all_its_faults_holds_no_key()
    {
        using CacheBench bench = new CacheBench().Start();
        bench.Source.Answer = () => throw new InvalidOperationException("CANARY");
        bench.Live(TimeSpan.FromHours(2));
        bench.Source.Answer = () => ScriptedSource.Keys(TimeSpan.FromMinutes(1));
        bench.Live(TimeSpan.FromMinutes(5));

        Assert.True(bench.Log.All.Count > 4);
        Assert.DoesNotContain(bench.Log.All, line => line.Contains("CANARY", StringComparison.Ordinal));
    }
}
