import sys; sys.path.insert(0,'/tmp/f6/src')
import numpy as np, time
from detente.forecast import *
from detente.forecast.uncertainty import *
rng=np.random.default_rng(0); n=20
x=rng.uniform(10,90,(n,1)); s=rng.uniform(20,80,(n,1)); c=rng.uniform(2,10,n)
N=lambda a,w: Numbers(a-w,np.full(a.shape,np.nan),a+w)
u=make_uncertain(make_situation(x,s,c),positions=N(x,10),salience=Numbers(s-10,s,s+10),capability=N(c,1))
t=time.process_time(); d=draw_situations(u,10000,seed=1); print('draw',time.process_time()-t)
t=time.process_time(); m=forecast_many(d,'mean'); print('mean',time.process_time()-t)
for solver in ('conditional','markov-uniform'):
    t=time.process_time(); e=forecast_many(d,'election',parameters={'options':'all','solver':solver}); print('pce',time.process_time()-t)
print(find_spread(m[:,0],{'a':30,'b':50,'c':70}).to_dict())
t=time.process_time(); print(find_tornado(u)[:2]); print(time.process_time()-t)
d=draw_situations(u,50,seed=1)
t=time.process_time(); e=forecast_many(d,'spatial'); print('smp',(time.process_time()-t)/50); 
t=time.process_time(); e2=forecast_many(d,'election'); print('el',(time.process_time()-t)/50); 
