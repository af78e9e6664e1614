namespace EdgeActors.Heartbeats;

/// <summary>Whether the fleet knows this device, as far as known. Takes no message; thread-safe.</summary>
public interface IDeviceRegistration
{
    /// <summary>
    /// The last answer, however old: expiry and failures change nothing. Null before the first ever. What goes to the fleet or comes from it waits while
    /// this is false; inference and captures never look.
    /// </summary>
    bool? IsActive { get; }
}
