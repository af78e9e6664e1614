namespace Akka.Actor;

internal sealed partial class ActorCell
{
    public void EndAsyncHandler()
    {
        var influence = _currentEnvelope.Message is not INotInfluenceReceiveTimeout;
        _currentEnvelope = default;
        RearmReceiveTimeout(influence);
    }
}
