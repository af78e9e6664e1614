namespace EdgeActors.Aws.Credentials;

/// <summary>Keys and the moment they came, by both clocks of the device.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Life">How long they were good for then; null for ever.</param>
/// <param name="Stamp">Monotonic time of then.</param>
/// <param name="Wall">Time of day then.</param>
internal sealed record HeldKeys(AwsKeys Keys, TimeSpan? Life, long Stamp, DateTimeOffset Wall)
{
    /// <summary>
    /// How long they are still good for; zero or less when they are not. The time of day may jump either way and the monotonic clock
    /// stands still while a device is suspended: whichever has moved further is believed, so that keys are rather fetched once too often
    /// than used too long.
    /// </summary>
    public TimeSpan Remaining(TimeProvider clock) => Life is { } life ? life - Age(clock) : TimeSpan.MaxValue;

    /// <summary>How long ago they came.</summary>
    public TimeSpan Age(TimeProvider clock)
    {
        TimeSpan monotonic = clock.GetElapsedTime(Stamp);
        TimeSpan wall = clock.GetUtcNow() - Wall;
        return wall > monotonic ? wall : monotonic;
    }
}
