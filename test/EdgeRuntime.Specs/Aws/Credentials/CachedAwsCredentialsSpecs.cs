using Amazon.Runtime;
using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

public sealed class CachedAwsCredentialsSpecs
{
    [Fact]
    public async Task The_sdk_gets_the_keys_of_now()
    {
        using CacheBench bench = new CacheBench().Start();
        CachedAwsCredentials credentials = new(bench.Cache);

        ImmutableCredentials first = await credentials.GetCredentialsAsync();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        ImmutableCredentials later = credentials.GetCredentials();

        Assert.Equal(("CANARYID", "CANARYSESSION", true), (first.AccessKey, first.Token, first.UseToken));
        Assert.StartsWith("CANARYSECRET", first.SecretKey, StringComparison.Ordinal);
        Assert.NotEqual(first.SecretKey, later.SecretKey);
    }

    [Fact]
    public void Lasting_keys_have_no_token()
    {
        using CacheBench bench = new();
        bench.Source.Answer = () => new KeyAnswer.Granted(new AwsKeys(new Secret("I"), new Secret("S"), null), null, "here");
        bench.Start();

        ImmutableCredentials keys = new CachedAwsCredentials(bench.Cache).GetCredentials();

        Assert.False(keys.UseToken);
    }

    [Fact]
    public async Task Without_keys_it_throws_at_once_while_a_fetch_hangs()
    {
        using CacheBench bench = new() { Hangs = true };
        bench.Start();
        CachedAwsCredentials credentials = new(bench.Cache);

        CredentialsUnavailableException thrown = Assert.Throws<CredentialsUnavailableException>(() => credentials.GetCredentials());
        Task<ImmutableCredentials> task = credentials.GetCredentialsAsync();

        Assert.True(task.IsFaulted);
        Assert.Equal("no AWS credentials: the scripted source has not answered yet", thrown.Message);
        Assert.Equal(thrown.Message, (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => task)).Message);
        Assert.Equal(1, bench.Hanging);
    }
}
