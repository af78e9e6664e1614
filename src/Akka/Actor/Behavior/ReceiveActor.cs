using Akka.Actor.Internal;

namespace Akka.Actor.Internal
{
    public interface IInitializableActor
    {
        void Init();
    }
}

namespace Akka.Actor
{
    /// <summary>An actor whose behaviour is a table of handlers, tried in the order in which they were registered.</summary>
    public abstract class ReceiveActor : UntypedActor, IInitializableActor
    {
        private HandlerTable _building = new();
        private HandlerTable _initial;

        internal override Receive InitialBehavior => _initial.Handle;

        void IInitializableActor.Init()
        {
            _initial = _building;
            _building = null;
        }

        protected sealed override void OnReceive(object message)
        {
            if (!_initial.Handle(message))
            {
                Unhandled(message);
            }
        }

        protected void Become(Action configure) => Become(Build(configure));

        protected void BecomeStacked(Action configure) => BecomeStacked(Build(configure));

        protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) =>
            Table.Add(new ActionHandler<T>(handler, shouldHandle));

        protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

        protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
            Table.Add(new ActionHandler<object>(handler, Only(messageType, shouldHandle)));

        protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
            Receive(messageType, handler, shouldHandle);

        protected void Receive<T>(Func<T, bool> handler) => Table.Add(new FuncHandler<T>(handler));

        protected void Receive(Type messageType, Func<object, bool> handler) =>
            Table.Add(new FuncHandler<object>(message => messageType.IsInstanceOfType(message) && handler(message)));

        protected void ReceiveAny(Action<object> handler) => Table.AddAny(new ActionHandler<object>(handler, null));

        protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
            Table.Add(new ActionHandler<T>(message => RunTask(() => handler(message)), shouldHandle));

        protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

        protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
            Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

        protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
            ReceiveAsync(messageType, handler, shouldHandle);

        protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

        private static Predicate<object> Only(Type messageType, Predicate<object> shouldHandle) =>
            message => messageType.IsInstanceOfType(message) && (shouldHandle is null || shouldHandle(message));

        private HandlerTable Table => _building
            ?? throw new InvalidOperationException("Receive methods may be called in the constructor and inside Become only.");

        private Receive Build(Action configure)
        {
            var outer = _building;
            var table = new HandlerTable();
            _building = table;
            try
            {
                configure();
            }
            finally
            {
                _building = outer;
            }

            return table.Handle;
        }
    }
}
