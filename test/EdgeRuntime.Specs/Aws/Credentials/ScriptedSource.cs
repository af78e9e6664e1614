using EdgeActors.Aws.Credentials;

namespace EdgeActors.Specs.Aws.Credentials;

/// <summary>A source that answers by the hour of the clock, and remembers when it was asked.</summary>
internal sealed class ScriptedSource(VirtualClock clock) : IKeySource
{
    public string Name => "the scripted source";

    /// <summary>What it says; by default keys of one hour.</summary>
    public Func<KeyAnswer> Answer { get; set; } = () => Keys(TimeSpan.FromHours(1));

    public List<TimeSpan> Asked { get; } = [];

    public KeyAnswer Fetch(CancellationToken cancelled)
    {
        Asked.Add(clock.Passed);
        return Answer();
    }

    public static KeyAnswer Keys(TimeSpan? life) => new KeyAnswer.Granted(
        new AwsKeys(new Secret("CANARYID"), new Secret("CANARYSECRET" + Guid.NewGuid()), new Secret("CANARYSESSION")), life, "the scripted source");
}
