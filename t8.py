import sys; sys.path.insert(0,'/tmp/f6/src')
import numpy as np, time
from detente.forecast.situation import make_situation
from detente.forecast.trading import *
rng=np.random.default_rng(0)
for n,k in ((5,2),(10,6),(15,13)):
    s=make_situation(rng.uniform(0,100,(n,k)),rng.uniform(10,100,(n,k)),rng.uniform(1,100,n))
    t=time.process_time(); r=run_trading(s,rounds=2); print(n,k,time.process_time()-t,[ (q.candidates,len(q.deals),q.complete) for q in r.rounds], [round(d.gain,4) for d in r.rounds[0].deals[:5]])
