using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Fleet.Rest;

internal static partial class RestFleetLog
{
    [LoggerMessage(4020, LogLevel.Warning, "The clock of this device is {Ahead} off that of {Service}; requests are signed by the latter from now on")]
    [Advice("The device's clock is wrong by more than the service bears. Fleet calls go on; set the clock, since captures and heartbeats carry its time.")]
    public static partial void ClockOff(this ILogger log, TimeSpan ahead, string service);

    [LoggerMessage(4021, LogLevel.Warning, "{Service} calls this device \"{Word}\", which is taken for not registered")]
    [Advice("The device is not registered with its fleet, or the service uses a word that is not known: active, registered, true and enabled are.")]
    public static partial void UnknownWord(this ILogger log, string service, string word);
}
